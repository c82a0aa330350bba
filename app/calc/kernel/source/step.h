/* One step: films, walls, zones, equipment. Temperatures are means over the step; the walls answer
   exactly (../../conduction.py). The faces are eliminated, which leaves two unknowns a zone. */
#ifndef STEP_H
#define STEP_H
#include "films.h"
#include "zones.h"

#define Y(b, length) ((b)->y + (length) * (b)->E * 3)
#define STEADY(b, length) ((b)->steady + (length) * (b)->E * 3)

/* Eliminate the outer faces with a constant coefficient behind. */
static void eliminate_steady(Body *b) {
    const vec *h = ROWS(b, h_behind, b->E);
    for (int64_t d = 0; d < b->house->lengths; d++) {
        const vec *y = Y(b, d);
        vec *rest = STEADY(b, d);
        for (int64_t e = 0; e < b->out - b->P; e++, y += 3, rest += 3) {
            rest[0] = 1.0 / (y[2] + h[e]);
            rest[1] = y[1] * rest[0];
            rest[2] = y[0] - y[1] * rest[1];
        }
    }
}

INLINE const vec *modal_of(const Body *b, int64_t length) {
    return b->house->modal + (b->block * b->house->lengths + length) * b->H * b->L * 3;
}

/* Walls take up heat over a step as they give it off: the flow to a face is the sum of what its
   temperature gave to each mode, times the area by the length of the step. */
#define FLOW_SHARE(b, length) (ROWS(b, share, (b)->house->lengths * (b)->H) + (length) * (b)->H)

/* What the walls remember: the part of the flow at both faces that their modes carry over a step
   of this length. */
static void remember(Body *b, int64_t length) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t L = b->L;
    const vec *modal = modal_of(b, length), *z = b->z, *share = FLOW_SHARE(b, length);
    Face *face = b->faces + b->house->first_heavy;
    for (int64_t k = 0; k < b->H; k++, z += L, modal += L * 3) {
        vec in = all(0.0), out = all(0.0);
        const vec *c = modal;
        for (int32_t l = 0; l < modes_of[k]; l++, c += 3) {
            in += c[1] * z[l];
            out += c[2] * z[l];
        }
        face[k].memory_i = in * share[k], face[k].memory_o = out * share[k];
    }
    b->remembers = length;
}

/* Take the faces' temperatures into the walls and remember it for a next step of equal length. */
static void advance(Body *b, int64_t length) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t L = b->L;
    const vec *modal = modal_of(b, length), *share = FLOW_SHARE(b, length);
    Face *face = b->faces + b->house->first_heavy;
    vec *state = b->z;
    for (int64_t k = 0; k < b->H; k++, face++, state += L, modal += L * 3) {
        const vec in = face->t_i, out = face->t_o, *c = modal, *const stop = state + modes_of[k];
        vec flow_i = all(0.0), flow_o = all(0.0);
        for (vec *z = state; z < stop; z++, c += 3) {
            const vec to_i = c[1], to_o = c[2];
            const vec next = *z = *z * c[0] + (to_i * in + to_o * out);
            flow_i += to_i * next;
            flow_o += to_o * next;
        }
        face->memory_i = flow_i * share[k], face->memory_o = flow_o * share[k];
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

/* Find the responses of elements with a known climate behind or none. */
INLINE Sums respond_steady(Body *b, const Moment *m, int64_t first, int64_t stop) {
    const vec *rest = STEADY(b, m->length) + 3 * first;
    const vec_f *hc_of = b->hc, *hr_of = b->hr;
    Face *f = b->faces + first;
    Sums sums = no_sums();
    for (int64_t e = first; e < stop; e++, f++, rest += 3) {
        const vec hc = wide(hc_of[e]), hr = wide(hr_of[e]), g = f->g = rest[1];
        const vec own = f->own = 1.0 / (rest[2] + (hc + hr));
        const vec r_o = f->behind + f->memory_o;
        const vec base = f->base = own * (f->inside + f->unseen + f->memory_i + g * r_o);
        f->outer = rest[0] * r_o;
        add_face(&sums, hc, hr, own, base);
    }
    return sums;
}

/* An element whose outer face is tied to what is behind it: its inner face's own response, the
   outer one's, and what of the outer one reaches the inner, with a single division. */
typedef struct {
    vec own, inv, g;
} Response;

INLINE Response respond_of(const vec *y, vec inside, vec outside) {
    const vec across = y[1], outer = y[2] + outside, inner = y[0] + inside;
    const vec both = outer * inner - across * across;
    const vec one = 1.0 / (outer * both), inv = both * one;
    return (Response){outer * (outer * one), inv, across * inv};
}

/* Find the responses of outdoor elements. */
INLINE Sums respond_outdoors(Body *b, const Moment *m, int64_t first, int64_t stop) {
    const vec *y = Y(b, m->length) + 3 * first;
    const vec_f *hc_of = b->hc, *hr_of = b->hr, *film = b->film - b->out, *sky = b->to_sky - b->out;
    const vec theta_e = all(m->theta_e), colder = all(m->theta_sky - m->theta_e);
    Face *f = b->faces + first;
    Sums sums = no_sums();
    for (int64_t e = first; e < stop; e++, f++, y += 3) {
        const vec hc = wide(hc_of[e]), hr = wide(hr_of[e]), h = wide(film[e]);
        const Response of = respond_of(y, hc + hr, h);
        const vec r_o = f->outside + f->memory_o + (h * theta_e + wide(sky[e]) * colder);
        const vec base = of.own * (f->inside + f->unseen + f->memory_i + of.g * r_o);
        f->own = of.own, f->g = of.g, f->base = base, f->outer = of.inv * r_o;
        add_face(&sums, hc, hr, of.own, base);
    }
    return sums;
}

/* Find the responses of both faces of a partition. */
INLINE void respond_between(Body *b, const Moment *m, int64_t p) {
    const int64_t e = b->out - b->P + p, n = b->E + p;
    const int32_t *zone_of_face = b->house->zone_of_face;
    const vec hc = wide(b->hc[e]), hr = wide(b->hr[e]);
    const vec far_hc = wide(b->hc[n]), far_hr = wide(b->hr[n]);
    const Response of = respond_of(Y(b, m->length) + 3 * e, hc + hr, far_hc + far_hr);
    Face *f = b->faces + e;
    Far *other = b->far + p;
    const vec r_o = other->inside + other->unseen + f->memory_o;
    const vec base = of.own * (f->inside + f->unseen + f->memory_i + of.g * r_o);
    const vec across = of.own * of.g, outer = of.inv * r_o;
    const vec far_own = of.inv + of.g * across, far_base = outer + of.g * base;
    Sums near = no_sums(), far = no_sums();
    f->own = of.own, f->g = of.g, f->base = base, f->outer = outer;
    other->inv = of.inv, other->across = across, other->own = far_own, other->base = far_base;
    add_face(&near, hc, hr, of.own, base);
    add_face(&far, far_hc, far_hr, far_own, far_base);
    add_sums(b, zone_of_face[e], near);
    add_sums(b, zone_of_face[n], far);
}

/* Find each face's own response [K/W] and its temperature with the zones at zero, and sum up what
   the faces of each zone mean to it. */
static void respond(Body *b, const Moment *m) {
    if (b->remembers != m->length) remember(b, m->length);
    for (int64_t n = 0; n < 5 * b->Z; n++) b->zone_sums[n] = all(0.0);
    for (int64_t n = 0; n < b->known_stretches; n++) {
        const Stretch s = b->stretches[n];
        add_sums(b, s.zone, respond_steady(b, m, s.first, s.stop));
    }
    for (int64_t p = 0; p < b->P; p++) respond_between(b, m, p);
    for (int64_t n = b->known_stretches; n < b->all_stretches; n++) {
        const Stretch s = b->stretches[n];
        add_sums(b, s.zone, respond_outdoors(b, m, s.first, s.stop));
    }
}

/* What a zone sends to a face [W]. */
INLINE vec sent(const Body *b, int64_t f, vec air, vec rad) {
    return wide(b->hc[f]) * air + wide(b->hr[f]) * rad;
}

/* The same with what its heater sends. */
INLINE vec received(const Body *b, int64_t f) {
    const int32_t z = b->house->zone_of_face[f];
    const vec plain = sent(b, f, b->air[z], b->rad[z]);
    if (b->house->all_convective) return plain;
    const vec rest = 1.0 - ROWS(b, convective, 1)[0];
    return plain + rest * ROWS(b, heater, b->F)[f] * b->warm_power[z];
}

INLINE void set_face(Face *f, vec received) {
    const vec t = f->t_i = f->base + f->own * received;
    f->t_o = f->outer + f->g * t;
}

/* Set the temperatures of the faces from those of the zones. */
static void set_faces(Body *b) {
    Face *faces = b->faces;
    for (int64_t n = 0; n < b->all_stretches; n++) {
        const Stretch s = b->stretches[n];
        const vec air = b->air[s.zone], rad = b->rad[s.zone];
        if (b->house->all_convective)
            for (int64_t e = s.first; e < s.stop; e++) set_face(faces + e, sent(b, e, air, rad));
        else
            for (int64_t e = s.first; e < s.stop; e++) set_face(faces + e, received(b, e));
    }
    for (int64_t p = 0, e = b->out - b->P; p < b->P; p++, e++) {
        const vec far = received(b, b->E + p);
        set_face(faces + e, received(b, e) + faces[e].g * far);
        faces[e].t_o += b->far[p].inv * far;
    }
}

/* The walls take it up afterwards (advance), when the heat has been accounted for. */
static void step(Body *b, const Moment *m) {
    inner_films(b);
    outer_films(b, m);
    respond(b, m);
    solve_zones(b, m);
    set_faces(b);
}
#endif
