/* The state of four houses and the room that a step works in, laid out in one piece of memory. */
#ifndef BODY_H
#define BODY_H
#include "equipment.h"

/* An element: its inner face, and its outer one where nothing else is said. Kept in one piece, so
   that a loop follows one pointer. */
typedef struct {
    vec t_i, t_o;               /* temperatures */
    vec memory_i, memory_o;     /* flow that the walls' modes carry to the faces */
    vec inside, outside;        /* sun and gains of the hour on the faces */
    vec unseen;                 /* long-wave radiation of the own plane */
    vec own, base, outer, g;    /* own response, temperatures with the zones at zero, passing on */
    vec behind;                 /* what a known climate sends */
} Face;

/* The outer face of a partition. */
typedef struct {
    vec inside, unseen, own, base, inv, across;
} Far;

/* The side of a face that a zone sees: where its temperature, its unseen radiation and its
   radiative coefficient are. */
typedef struct {
    const vec *t;
    vec *unseen;
    const vec_f *hr;
    int64_t zone;
} Side;

/* Faces of one zone that follow each other. */
typedef struct {
    int64_t first, stop;
    int32_t zone;
} Stretch;

typedef struct {
    const House *house;
    int64_t block, E, P, O, F, Z, W, H, L, out, columns, remembers, dark;
    Face *faces;
    Far *far;
    Side *sides, *in_planes;
    Stretch *stretches;
    int64_t known_stretches, all_stretches;
    vec *air, *rad, *z;                              /* state */
    vec_f *hc, *hr, *film, *to_sky, *room;           /* films */
    vec *y, *steady;                                 /* walls: lengths, E, 3: y; inv, g, y_in */
    vec *zone_sums, *table, *matrix, *left, *equations, *warm_power, *power;
    vec *entered, *lit_inside;                       /* light of the hour */
    vec *mean_link, *trace, *mean_z, *mean_sky;
    vec *count_low, *mean_high, *count_high, *mean_fan;
    vec *gains, *mean_gains;
    vec *fan_on, *link_on, *cover_on;                /* 1 on days within their period */
    vec *fan, *link, *phi_con, *lower, *upper;
    vec *ventilation, *hour, *beam, *light, *closed, *before;
    vec season, counted;
    Lane *lane;
} Body;

/* Sun on the outdoor elements and at their windows. */
typedef struct {
    int lit;
    const num *sun, *moments, *diffuse;
} Sky;

/* What a step meets. */
typedef struct {
    int64_t hour;       /* of the year */
    int64_t length;     /* place among the lengths */
    num seconds, theta_e, theta_sky, wind, capacity;
} Moment;

INLINE vec *take(vec **room, int64_t count) {
    vec *piece = *room;
    *room += count;
    return piece;
}

/* The vecs that hold some things of a type. */
#define ROOM(type, count) ((int64_t)(((count) * sizeof(type) + sizeof(vec) - 1) / sizeof(vec)))

/* Rows in single precision, filled up to pairs. */
INLINE vec_f *take_pairs(vec **room, int64_t count) { return (vec_f *)take(room, PAIRS(count)); }

/* Lay out a body; return the number of vecs it takes (room may be 0 to ask for that alone). */
static int64_t lay_out(Body *b, const House *h, vec *room, int64_t block) {
    vec *const start = room;
    b->house = h;
    b->block = block;
    b->E = h->elements, b->P = h->partitions, b->O = h->outdoor, b->F = b->E + b->P;
    b->Z = h->zones, b->W = h->windows, b->H = h->heavy, b->L = h->modes;
    b->out = b->E - b->O;
    b->columns = 2 * b->Z + 1 + h->served * (h->cools && !h->all_convective ? 2 : 1);
    const int64_t E = b->E, F = b->F, Z = b->Z, O = b->O;
    b->faces = (Face *)take(&room, E * (int64_t)(sizeof(Face) / sizeof(vec)));
    b->far = (Far *)take(&room, b->P * (int64_t)(sizeof(Far) / sizeof(vec)));
    b->sides = (Side *)take(&room, ROOM(Side, F));
    b->in_planes = (Side *)take(&room, ROOM(Side, h->plane_start[h->planes]));
    b->stretches = (Stretch *)take(&room, ROOM(Stretch, E));
    b->air = take(&room, Z), b->rad = take(&room, Z), b->z = take(&room, b->H * b->L);
    b->hc = take_pairs(&room, F), b->hr = take_pairs(&room, F), b->room = take_pairs(&room, Z);
    b->film = take_pairs(&room, O), b->to_sky = take_pairs(&room, O);
    b->y = take(&room, h->lengths * 3 * E), b->steady = take(&room, h->lengths * 3 * E);
    b->zone_sums = take(&room, 5 * Z), b->table = take(&room, 2 * Z * b->columns);
    b->matrix = take(&room, 2 * Z * (2 * Z + 1)), b->left = take(&room, h->served * (2 * h->served + 1));
    b->equations = take(&room, h->served * (h->served + 1));
    b->warm_power = take(&room, Z), b->power = take(&room, Z);
    b->lit_inside = take(&room, F), b->entered = take(&room, Z);
    b->mean_sky = take(&room, (O + b->W * (MOMENTS + 1)) / LANES + 1);
    b->fan = take(&room, Z), b->link = take(&room, h->links);
    b->phi_con = take(&room, Z), b->lower = take(&room, Z), b->upper = take(&room, Z);
    b->ventilation = take(&room, Z), b->hour = take(&room, 4 * Z);
    b->beam = take(&room, Z), b->light = take(&room, 2 * Z), b->closed = take(&room, h->covers);
    b->before = take(&room, Z), b->mean_link = take(&room, h->links);
    b->trace = take(&room, 24 * (1 + Z)), b->mean_z = take(&room, b->H * b->L);
    b->count_low = take(&room, Z), b->mean_high = take(&room, Z);
    b->count_high = take(&room, Z), b->mean_fan = take(&room, Z);
    b->fan_on = take(&room, Z), b->link_on = take(&room, h->links);
    b->cover_on = take(&room, h->covers);
    b->gains = take(&room, 24 * F), b->mean_gains = take(&room, F);
    b->lane = (Lane *)take(&room, ROOM(Lane, 1));
    return room - start;
}

/* Find what zones see of the faces: E inner ones, then the P outer ones of partitions. */
static void find_sides(Body *b) {
    const House *h = b->house;
    Face *near = b->faces, *far = near + b->out - b->P;
    for (int64_t f = 0, p = -b->E; f < b->F; f++, p++)
        b->sides[f] = p < 0 ? (Side){&near[f].t_i, &near[f].unseen, b->hr + f, h->zone_of_face[f]}
                            : (Side){&far[p].t_o, &b->far[p].unseen, b->hr + f, h->zone_of_face[f]};
    for (int32_t n = 0; n < h->plane_start[h->planes]; n++) b->in_planes[n] = b->sides[h->plane_face[n]];
}

/* Find the stretches of elements of one zone: first those with a known climate behind or none,
   then those outdoors. */
static void find_stretches(Body *b) {
    const int32_t *zone_of_face = b->house->zone_of_face;
    int64_t n = 0;
    for (int64_t e = 0; e < b->E; e++) {
        const int32_t zone = zone_of_face[e];
        if (e == b->out) b->known_stretches = n;
        if (e >= b->out - b->P && e < b->out) continue;
        if (!e || e == b->out || zone != b->stretches[n - 1].zone) b->stretches[n++] = (Stretch){e, e, zone};
        b->stretches[n - 1].stop = e + 1;
    }
    if (b->out == b->E) b->known_stretches = n;
    b->all_stretches = n;
}

/* The rows of a block of an array. */
#define ROWS(b, name, rows) ((b)->house->name + (b)->block * (rows))

/* The same of rows in single precision, which come in pairs. */
#define PAIR_ROWS(b, name, pairs) ((const pair *)(b)->house->name + (b)->block * (pairs))

/* 1 in the houses whose period k holds the day, else 0. */
INLINE vec on_day(const Body *b, int64_t k, int64_t day) {
    const House *h = b->house;
    const int64_t count = 2 + h->zones + h->links + h->covers;
    const int32_t *which = h->period + (b->block * count + k) * LANES;
    vec on;
    for (int i = 0; i < LANES; i++) on[i] = h->masks[which[i] * 365 + day];
    return on;
}
#endif
