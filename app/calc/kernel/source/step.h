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

/* Eliminate both faces of element e, whose outer one is tied by h to what is behind it, with a
   single division. y: conductances of this length. */
INLINE void eliminate_faces(Body *b, const vec *y, int64_t e, vec h) {
    const int64_t E = b->E;
    const vec across = y[E + e];
    const vec outer = y[2 * E + e] + h;
    const vec inner = y[e] + (b->hc[e] + b->hr[e]);
    const vec both = outer * inner - across * across;
    const vec one = 1.0 / (outer * both);
    const vec inv = both * one;
    b->inv[e] = inv;
    b->g[e] = across * inv;
    b->own[e] = outer * (outer * one);
}

/* What the walls remember: the part of the flow at both faces that their modes carry. */
static void remember(Body *b, const vec *modal) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t H = b->H, L = b->L;
    const vec *z = b->z;
    vec *memory = b->memory;
    for (int64_t k = 0; k < H; k++, z += L, modal += L * 5) {
        vec in = all(0.0), out = all(0.0);
        const vec *c = modal;
        for (int32_t l = 0; l < modes_of[k]; l++, c += 5) {
            in += c[1] * z[l];
            out += c[2] * z[l];
        }
        memory[2 * k] = in, memory[2 * k + 1] = out;
    }
}

static void advance_modes(Body *b, const vec *modal) {
    const int32_t *modes_of = b->house->modes_of;
    const int64_t H = b->H, L = b->L;
    const vec *t_i = b->t_i + b->house->first_heavy, *t_o = b->t_o + b->house->first_heavy;
    vec *z = b->z;
    for (int64_t k = 0; k < H; k++, z += L, modal += L * 5) {
        const vec in = t_i[k], out = t_o[k], *c = modal;
        for (int32_t l = 0; l < modes_of[k]; l++, c += 5)
            z[l] = z[l] * c[0] + (c[3] * in + c[4] * out);
    }
}

/* The sources of the faces: sun, gains, what walls remember and what is behind them. */
static void add_sources(Body *b) {
    const int64_t steady = b->out - b->P, E = b->E, F = b->F, first = b->house->first_heavy;
    const vec *inside = b->inside, *unseen = b->unseen, *behind = b->behind, *memory = b->memory;
    vec *r = b->r, *r_o = b->r_o;
    for (int64_t f = 0; f < F; f++) r[f] = inside[f] + unseen[f];
    for (int64_t e = 0; e < steady; e++) r_o[e] = behind[e];
    for (int64_t e = steady; e < E; e++) r_o[e] = all(0.0);
    for (int64_t k = 0; k < b->H; k++) {
        r[first + k] += memory[2 * k];
        r_o[first + k] += memory[2 * k + 1];
    }
}

/* Find each face's own response [K/W] and its temperature with the zones at zero. */
static void respond(Body *b, const Moment *m) {
    const int64_t steady = b->out - b->P, d = m->length, E = b->E, P = b->P, O = b->O;
    const vec *y = Y(b, d, 0), *rest = STEADY(b, d, 0), *hc = b->hc, *hr = b->hr;
    vec *inv = b->inv, *g = b->g, *own = b->own, *r = b->r, *r_o = b->r_o, *base = b->base;
    add_sources(b);
    for (int64_t e = 0; e < steady; e++) {
        inv[e] = rest[e];
        g[e] = rest[E + e];
        own[e] = 1.0 / (rest[2 * E + e] + (hc[e] + hr[e]));
    }
    for (int64_t p = 0; p < P; p++) {
        const int64_t e = steady + p, f = E + p;
        r_o[e] += r[f];
        eliminate_faces(b, y, e, hc[f] + hr[f]);
    }
    outer_films(b, m);
    for (int64_t o = 0; o < O; o++) eliminate_faces(b, y, b->out + o, b->film[o]);
    for (int64_t e = 0; e < E; e++) {
        r[e] += g[e] * r_o[e];
        base[e] = own[e] * r[e];
    }
    for (int64_t p = 0; p < P; p++) {
        const int64_t e = steady + p, f = E + p;
        const vec across = b->across[p] = own[e] * g[e];
        own[f] = inv[e] + g[e] * across;
        base[f] = inv[e] * r_o[e] + g[e] * base[e];
    }
}

/* Set the temperatures of the faces from those of the zones. */
static void set_faces(Body *b) {
    const House *h = b->house;
    const int64_t E = b->E, P = b->P, F = b->F, steady = b->out - P;
    const int32_t *zone_of_face = h->zone_of_face;
    const vec *hc = b->hc, *hr = b->hr, *air = b->air, *rad = b->rad;
    const vec *g = b->g, *own = b->own, *inv = b->inv;
    vec *add = b->cube, *r = b->r, *r_o = b->r_o, *t_i = b->t_i, *t_o = b->t_o;
    for (int64_t f = 0; f < F; f++) {
        const int32_t z = zone_of_face[f];
        add[f] = hc[f] * air[z] + hr[f] * rad[z];
    }
    if (!h->all_convective) {
        const vec *heater = ROWS(b, heater, F), rest = 1.0 - ROWS(b, convective, 1)[0];
        for (int64_t f = 0; f < F; f++)
            add[f] += rest * heater[f] * b->warm_power[zone_of_face[f]];
    }
    for (int64_t p = 0; p < P; p++) {
        r[steady + p] += g[steady + p] * add[E + p];
        r_o[steady + p] += add[E + p];
    }
    for (int64_t e = 0; e < E; e++) {
        const vec t = t_i[e] = own[e] * (r[e] + add[e]);
        t_o[e] = inv[e] * r_o[e] + g[e] * t;
    }
}

static void step(Body *b, const Moment *m) {
    const House *h = b->house;
    const vec *modal = h->modal + (b->block * h->lengths + m->length) * b->H * b->L * 5;
    inner_films(b);
    remember(b, modal);
    respond(b, m);
    gather_faces(b);
    couple_zones(b);
    unit_responses(b);
    add_air(b, m);
    solve_zones(b);
    set_faces(b);
    advance_modes(b, modal);
}
#endif
