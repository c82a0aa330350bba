/* Convection and long-wave exchange of the faces: TARP inside, DOE-2 outside (see ../../films.py),
   at the temperatures of the step before. */
#ifndef FILMS_H
#define FILMS_H
#include "body.h"

#define KELVIN ((num)273.15)
#define ISO_OUTSIDE 20.0f
#define WET 1000.0f

/* Sum of the radiative coefficients of each zone. */
static void add_radiation(Body *b, vec *room) {
    const vec_f *hr = b->hr;
    const int32_t *zone_of_face = b->house->zone_of_face;
    for (int64_t z = 0; z < b->Z; z++) room[z] = all(0.0);
    for (int64_t n = 0; n < b->all_stretches; n++) {
        const Stretch s = b->stretches[n];
        vec sum = all(0.0);
        for (int64_t e = s.first; e < s.stop; e++) sum += wide(hr[e]);
        room[s.zone] += sum;
    }
    for (int64_t e = b->out - b->P; e < b->out; e++) room[zone_of_face[e]] += wide(hr[e]);
    for (int64_t f = b->E; f < b->F; f++) room[zone_of_face[f]] += wide(hr[f]);
}

/* Faces in one plane exchange nothing: take away what the plane's warmer faces would send the
   colder ones over the mean radiant node. */
static void leave_out_planes(Body *b) {
    const House *h = b->house;
    vec *one = b->zone_sums;
    add_radiation(b, one);
    for (int64_t z = 0; z < b->Z; z++) one[z] = 1.0 / one[z];
    const Side *first = b->in_planes;
    for (int64_t p = 0; p < h->planes; p++) {
        const Side *const stop = b->in_planes + h->plane_start[p + 1];
        const vec zone = one[first->zone];
        vec total = all(0.0), weighed = all(0.0);
        for (const Side *s = first; s < stop; s++) {
            const vec own = wide(*s->hr);
            total += own;
            weighed += own * *s->t;
        }
        total *= zone, weighed *= zone;
        for (; first < stop; first++)
            *first->unseen = (*first->t * total - weighed) * wide(*first->hr);
    }
}

/* How much warmer a face is than its zone's air. */
INLINE vec_f beyond_air(const Body *b, const Side *face) {
    return narrow(*face->t - b->air[face->zone]);
}

/* The same for the rows of a pair, and the sums of kelvins that they radiate with. */
INLINE pair beyond_airs(const Body *b, const Side *one, const Side *other, pair *sum) {
    const pair d = side_by_side(beyond_air(b, one), beyond_air(b, other));
    *sum = d + side_by_side(b->room[one->zone], b->room[other->zone]);
    return d;
}

static void inner_films(Body *b) {
    const House *h = b->house;
    const int64_t F = b->F, pairs = PAIRS(F);
    const pair *warm = PAIR_ROWS(b, warm, pairs), *cold = PAIR_ROWS(b, cold, pairs);
    const pair *least = PAIR_ROWS(b, least, pairs), *grey = PAIR_ROWS(b, long_wave, pairs);
    pair *hc = (pair *)b->hc, *hr = (pair *)b->hr;
    for (int64_t z = 0; z < b->Z; z++) b->room[z] = narrow(b->air[z] + b->rad[z] + 2 * KELVIN);
    for (int64_t p = 0; p < pairs; p++) {
        const int64_t f = p * ROWS_OF_PAIR, last = f + ROWS_OF_PAIR - 1, g = last < F ? last : f;
        pair s;
        const pair d = beyond_airs(b, b->sides + f, b->sides + g, &s);
        hc[p] = larger_f(cube_roots(d) * by_sign(d, warm[p], cold[p]), least[p]);
        hr[p] = s * (s * s) * grey[p];
    }
    if (h->iso)
        for (int64_t f = 0; f < F; f++)
            if (h->fixed_face[f]) b->hc[f] = ((const vec_f *)PAIR_ROWS(b, fixed, pairs))[f];
    if (h->planes) leave_out_planes(b);
}

/* What all outdoor faces meet in a step. */
typedef struct {
    num theta_e;
    const vec_f *windward, *leeward;
    const float *forced;
    const uint8_t *lee;
    pair air, sky;      /* kelvins of face, air and sky that radiation goes with */
} Outside;

INLINE Outside outside_of(const Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t pairs = PAIRS(b->O);
    return (Outside){m->theta_e, (const vec_f *)PAIR_ROWS(b, windward, pairs),
                     (const vec_f *)PAIR_ROWS(b, leeward, pairs), h->forced + m->hour * b->O,
                     h->lee + m->hour * b->O, evenly((float)(2 * (m->theta_e + KELVIN))),
                     evenly((float)(m->theta_e + m->theta_sky + 2 * KELVIN))};
}

/* How much warmer the faces of a pair are than the air. */
INLINE pair beyond_outdoors(const Body *b, const Outside *by, int64_t f, int64_t g) {
    const Face *face = b->faces + b->out;
    return side_by_side(narrow(face[f].t_o - by->theta_e), narrow(face[g].t_o - by->theta_e));
}

/* What the wind adds to their convection. */
INLINE vec_f blown(const Outside *by, int64_t o) {
    return (by->lee[o] ? by->leeward : by->windward)[o] * by->forced[o];
}

/* Set the films [W/K] of the outdoor elements, radiation included, and their part to the sky. */
INLINE void films_outside(Body *b, const Outside *by, int rain) {
    const House *h = b->house;
    const int64_t pairs = PAIRS(b->O);
    const pair *rough = PAIR_ROWS(b, rough, pairs), *plain = PAIR_ROWS(b, plain, pairs);
    const pair *area = PAIR_ROWS(b, outer_area, pairs);
    const pair *air = PAIR_ROWS(b, to_air, pairs), *sky = PAIR_ROWS(b, to_sky, pairs);
    const pair *warm = (const pair *)h->outer_warm, *cold = (const pair *)h->outer_cold;
    pair *film = (pair *)b->film, *to = (pair *)b->to_sky;
    for (int64_t p = 0; p < pairs; p++) {
        const int64_t f = p * ROWS_OF_PAIR, last = f + ROWS_OF_PAIR - 1, g = last < b->O ? last : f;
        const pair d = beyond_outdoors(b, by, f, g), a = d + by->air, s = d + by->sky;
        const pair seen = to[p] = s * (s * s) * sky[p];
        pair convection;
        if (rain) {
            convection = area[p] * WET;
        } else {
            const pair natural = cube_roots(d) * by_sign(d, warm[p], cold[p]);
            const pair wind = side_by_side(blown(by, f), blown(by, g));
            convection = roots(natural * natural + wind) * rough[p] + natural * plain[p];
        }
        film[p] = convection + (a * (a * a) * air[p] + seen);
    }
}

/* Give faces a constant coefficient of convection instead. */
static void fix_outside(Body *b, const Outside *by) {
    const House *h = b->house;
    const int64_t pairs = PAIRS(b->O);
    const vec_f *area = (const vec_f *)PAIR_ROWS(b, outer_area, pairs);
    const vec_f *air = (const vec_f *)PAIR_ROWS(b, to_air, pairs);
    for (int64_t o = 0; o < b->O; o++) {
        if (!h->fixed_outer[o]) continue;
        const vec_f a = narrow(b->faces[b->out + o].t_o - by->theta_e) + first_half(by->air);
        b->film[o] = area[o] * ISO_OUTSIDE + (a * (a * a) * air[o] + b->to_sky[o]);
    }
}

static void outer_films(Body *b, const Moment *m) {
    const Outside by = outside_of(b, m);
    if (b->house->rain[m->hour]) films_outside(b, &by, 1);
    else films_outside(b, &by, 0);
    if (b->house->iso) fix_outside(b, &by);
}
#endif
