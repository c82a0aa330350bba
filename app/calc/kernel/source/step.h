/* One step: films, walls, zones, equipment. Temperatures are means over the step; the walls answer
   exactly (../../conduction.py). The faces are eliminated, which leaves two unknowns a zone. */
#ifndef STEP_H
#define STEP_H
#include "films.h"
#include "zones.h"

#define Y(b, length, kind) ((b)->y + ((length) * 3 + (kind)) * (b)->E)
#define STEADY(b, length, kind) ((b)->steady + ((length) * 3 + (kind)) * (b)->E)

/* Eliminate the outer faces with a constant coefficient behind. */
static void eliminate_steady(Body *b) {
    const vec *h = ROWS(b, h_behind, b->E);
    for (int64_t d = 0; d < b->house->lengths; d++)
        for (int64_t e = 0; e < b->out - b->P; e++) {
            const vec across = Y(b, d, 1)[e];
            const vec inv = STEADY(b, d, 0)[e] = 1.0 / (Y(b, d, 2)[e] + h[e]);
            const vec g = STEADY(b, d, 1)[e] = across * inv;
            STEADY(b, d, 2)[e] = Y(b, d, 0)[e] - across * g;
        }
}

INLINE const vec *modal_of(const Body *b, int64_t length) {
    return b->house->modal + (b->block * b->house->lengths + length) * b->H * b->L * 5;
}

/* What the walls remember: the part of the flow at both faces that their modes carry over a step
   of this length. */
static void remember(Body *b, int64_t length) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t L = b->L;
    const vec *modal = modal_of(b, length), *z = b->z;
    vec *in_wall = b->memory_i + b->house->first_heavy, *out_wall = b->memory_o + b->house->first_heavy;
    for (int64_t k = 0; k < b->H; k++, z += L, modal += L * 5) {
        vec in = all(0.0), out = all(0.0);
        const vec *c = modal;
        for (int32_t l = 0; l < modes_of[k]; l++, c += 5) {
            in += c[1] * z[l];
            out += c[2] * z[l];
        }
        in_wall[k] = in, out_wall[k] = out;
    }
    b->remembers = length;
}

/* Take the faces' temperatures into the walls and remember it for a next step of equal length;
   what was remembered for the one that ends is kept beside it. */
static void advance(Body *b, int64_t length) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t L = b->L, first = b->house->first_heavy;
    const vec *modal = modal_of(b, length), *t_i = b->t_i + first, *t_o = b->t_o + first;
    vec *z = b->z, *now_i = b->memory_i, *now_o = b->memory_o;
    b->memory_i = b->before_i, b->memory_o = b->before_o;
    b->before_i = now_i, b->before_o = now_o;
    for (int64_t k = 0; k < b->H; k++, z += L, modal += L * 5) {
        const vec in = t_i[k], out = t_o[k], *c = modal;
        vec flow_i = all(0.0), flow_o = all(0.0);
        for (int32_t l = 0; l < modes_of[k]; l++, c += 5) {
            const vec next = z[l] = z[l] * c[0] + (c[3] * in + c[4] * out);
            flow_i += c[1] * next;
            flow_o += c[2] * next;
        }
        b->memory_i[first + k] = flow_i, b->memory_o[first + k] = flow_o;
    }
    b->remembers = length;
}

/* What the faces of one zone give to its balance, summed in registers. */
typedef struct {
    vec air, rad, across, from_air, from_rad;
} Sums;

INLINE Sums no_sums(void) { return (Sums){all(0.0), all(0.0), all(0.0), all(0.0), all(0.0)}; }

INLINE void add_face(Sums *s, vec hc, vec hr, vec own, vec base) {
    const vec air = own * hc, rad = own * hr;
    s->air += hc - hc * air;
    s->rad += hr - hr * rad;
    s->across += hr * air;
    s->from_air += hc * base;
    s->from_rad += hr * base;
}

INLINE void add_sums(Body *b, int32_t zone, Sums s) {
    vec *sums = b->zone_sums + 5 * zone;
    sums[0] += s.air, sums[1] += s.rad, sums[2] += s.across;
    sums[3] += s.from_air, sums[4] += s.from_rad;
}

/* First face after f, before stop, that belongs to another zone. */
INLINE int64_t zone_ends(const Body *b, int64_t f, int64_t stop) {
    const int32_t *zone_of_face = b->house->zone_of_face, zone = zone_of_face[f];
    while (f < stop && zone_of_face[f] == zone) f++;
    return f;
}

/* Find the responses of elements with a known climate behind or none. */
INLINE Sums respond_steady(Body *b, const Moment *m, int64_t first, int64_t stop) {
    const vec *rest = STEADY(b, m->length, 0);
    Sums sums = no_sums();
    for (int64_t e = first; e < stop; e++) {
        const vec hc = wide(b->hc[e]), hr = wide(b->hr[e]), inv = rest[e];
        const vec g = b->g[e] = rest[b->E + e];
        const vec own = b->own[e] = 1.0 / (rest[2 * b->E + e] + (hc + hr));
        const vec r_o = b->behind[e] + b->memory_o[e];
        const vec r = b->inside[e] + b->unseen[e] + b->memory_i[e] + g * r_o;
        const vec base = b->base[e] = own * r;
        b->outer[e] = inv * r_o;
        add_face(&sums, hc, hr, own, base);
    }
    return sums;
}

/* An element whose outer face is tied to what is behind it: its inner face's own response, the
   outer one's, and what of the outer one reaches the inner, with a single division. */
typedef struct {
    vec own, inv, g;
} Response;

INLINE Response respond_of(const vec *y, int64_t E, int64_t e, vec inside, vec outside) {
    const vec across = y[E + e], outer = y[2 * E + e] + outside, inner = y[e] + inside;
    const vec both = outer * inner - across * across;
    const vec one = 1.0 / (outer * both), inv = both * one;
    return (Response){outer * (outer * one), inv, across * inv};
}

/* Find the responses of outdoor elements. */
INLINE Sums respond_outdoors(Body *b, const Moment *m, int64_t first, int64_t stop) {
    const vec *y = Y(b, m->length, 0), *sun = b->outside - b->out;
    const vec_f *film = b->film - b->out, *sky = b->to_sky - b->out;
    const double theta_e = m->theta_e, colder = m->theta_sky - m->theta_e;
    Sums sums = no_sums();
    for (int64_t e = first; e < stop; e++) {
        const vec hc = wide(b->hc[e]), hr = wide(b->hr[e]), h = wide(film[e]);
        const Response of = respond_of(y, b->E, e, hc + hr, h);
        const vec r_o = sun[e] + b->memory_o[e] + (h * theta_e + wide(sky[e]) * colder);
        const vec r = b->inside[e] + b->unseen[e] + b->memory_i[e] + of.g * r_o;
        const vec base = of.own * r;
        b->own[e] = of.own, b->g[e] = of.g, b->base[e] = base, b->outer[e] = of.inv * r_o;
        add_face(&sums, hc, hr, of.own, base);
    }
    return sums;
}

/* Find the responses of both faces of a partition. */
INLINE void respond_between(Body *b, const Moment *m, int64_t p) {
    const int64_t e = b->out - b->P + p, f = b->E + p;
    const int32_t *zone_of_face = b->house->zone_of_face;
    const vec hc = wide(b->hc[e]), hr = wide(b->hr[e]);
    const vec far_hc = wide(b->hc[f]), far_hr = wide(b->hr[f]);
    const Response of = respond_of(Y(b, m->length, 0), b->E, e, hc + hr, far_hc + far_hr);
    const vec r_o = b->inside[f] + b->unseen[f] + b->memory_o[e];
    const vec r = b->inside[e] + b->unseen[e] + b->memory_i[e] + of.g * r_o;
    const vec base = of.own * r, across = of.own * of.g;
    const vec far_own = of.inv + of.g * across, outer = of.inv * r_o, far_base = outer + of.g * base;
    Sums near = no_sums(), far = no_sums();
    b->own[e] = of.own, b->g[e] = of.g, b->base[e] = base, b->outer[e] = outer;
    b->inv[p] = of.inv, b->across[p] = across, b->own[f] = far_own, b->base[f] = far_base;
    add_face(&near, hc, hr, of.own, base);
    add_face(&far, far_hc, far_hr, far_own, far_base);
    add_sums(b, zone_of_face[e], near);
    add_sums(b, zone_of_face[f], far);
}

/* Find each face's own response [K/W] and its temperature with the zones at zero, and sum up what
   the faces of each zone mean to it. */
static void respond(Body *b, const Moment *m) {
    const int32_t *zone_of_face = b->house->zone_of_face;
    const int64_t between = b->out - b->P, E = b->E;
    if (b->remembers != m->length) remember(b, m->length);
    for (int64_t n = 0; n < 5 * b->Z; n++) b->zone_sums[n] = all(0.0);
    for (int64_t e = 0, stop; e < between; e = stop) {
        stop = zone_ends(b, e, between);
        add_sums(b, zone_of_face[e], respond_steady(b, m, e, stop));
    }
    for (int64_t p = 0; p < b->P; p++) respond_between(b, m, p);
    for (int64_t e = b->out, stop; e < E; e = stop) {
        stop = zone_ends(b, e, E);
        add_sums(b, zone_of_face[e], respond_outdoors(b, m, e, stop));
    }
}

/* What the zone and its heater send to a face [W]. */
INLINE vec received(const Body *b, int64_t f) {
    const int32_t z = b->house->zone_of_face[f];
    const vec sent = wide(b->hc[f]) * b->air[z] + wide(b->hr[f]) * b->rad[z];
    if (b->house->all_convective) return sent;
    const vec rest = 1.0 - ROWS(b, convective, 1)[0];
    return sent + rest * ROWS(b, heater, b->F)[f] * b->warm_power[z];
}

INLINE void set_elements(Body *b, int64_t first, int64_t stop) {
    for (int64_t e = first; e < stop; e++) {
        const vec t = b->t_i[e] = b->base[e] + b->own[e] * received(b, e);
        b->t_o[e] = b->outer[e] + b->g[e] * t;
    }
}

/* Set the temperatures of the faces from those of the zones. */
static void set_faces(Body *b) {
    const int64_t between = b->out - b->P;
    set_elements(b, 0, between);
    for (int64_t p = 0, e = between; p < b->P; p++, e++) {
        const vec far = received(b, b->E + p);
        const vec t = b->t_i[e] = b->base[e] + b->own[e] * (received(b, e) + b->g[e] * far);
        b->t_o[e] = b->outer[e] + b->inv[p] * far + b->g[e] * t;
    }
    set_elements(b, b->out, b->E);
}

static void step(Body *b, const Moment *m) {
    inner_films(b);
    outer_films(b, m);
    respond(b, m);
    solve_zones(b, m);
    set_faces(b);
    advance(b, m->length);
}
#endif
