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

/* Eliminate both faces of an element whose outer one is tied by h to what is behind it, with a
   single division. */
INLINE void eliminate_faces(Body *b, int64_t length, int64_t e, vec h) {
    const vec across = Y(b, length, 1)[e];
    const vec outer = Y(b, length, 2)[e] + h;
    const vec inner = Y(b, length, 0)[e] + (b->hc[e] + b->hr[e]);
    const vec both = outer * inner - across * across;
    const vec one = 1.0 / (outer * both);
    b->inv[e] = both * one;
    b->g[e] = across * b->inv[e];
    b->own[e] = outer * outer * one;
}

/* What the walls remember: the part of the flow at both faces that their modes carry. */
static void remember(Body *b, const vec *modal) {
    const House *h = b->house;
    for (int64_t k = 0; k < b->H; k++) {
        vec in = all(0.0), out = all(0.0);
        for (int64_t l = 0; l < h->modes_of[k]; l++) {
            const vec *c = modal + (k * b->L + l) * 5;
            in += c[1] * b->z[k * b->L + l];
            out += c[2] * b->z[k * b->L + l];
        }
        b->memory[2 * k] = in, b->memory[2 * k + 1] = out;
    }
}

static void advance_modes(Body *b, const vec *modal) {
    const House *h = b->house;
    for (int64_t k = 0; k < b->H; k++) {
        const vec t_i = b->t_i[h->first_heavy + k], t_o = b->t_o[h->first_heavy + k];
        for (int64_t l = 0; l < h->modes_of[k]; l++) {
            const vec *c = modal + (k * b->L + l) * 5;
            vec *z = b->z + k * b->L + l;
            *z = *z * c[0] + c[3] * t_i + c[4] * t_o;
        }
    }
}

/* Find each face's own response [K/W] and its temperature with the zones at zero. */
static void respond(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t steady = b->out - b->P, d = m->length;
    for (int64_t f = 0; f < b->F; f++) b->r[f] = b->inside[f] + b->unseen[f];
    for (int64_t e = 0; e < steady; e++) b->r_o[e] = b->behind[e];
    for (int64_t e = steady; e < b->E; e++) b->r_o[e] = all(0.0);
    for (int64_t k = 0; k < b->H; k++) {
        b->r[h->first_heavy + k] += b->memory[2 * k];
        b->r_o[h->first_heavy + k] += b->memory[2 * k + 1];
    }
    for (int64_t e = 0; e < steady; e++) {
        b->inv[e] = STEADY(b, d, 0)[e];
        b->g[e] = STEADY(b, d, 1)[e];
        b->own[e] = 1.0 / (STEADY(b, d, 2)[e] + (b->hc[e] + b->hr[e]));
    }
    for (int64_t p = 0; p < b->P; p++) {
        const int64_t e = steady + p, f = b->E + p;
        b->r_o[e] += b->r[f];
        eliminate_faces(b, d, e, b->hc[f] + b->hr[f]);
    }
    outer_films(b, m);
    for (int64_t o = 0; o < b->O; o++) eliminate_faces(b, d, b->out + o, b->film[o]);
    for (int64_t e = 0; e < b->E; e++) {
        b->r[e] += b->g[e] * b->r_o[e];
        b->base[e] = b->own[e] * b->r[e];
    }
    for (int64_t p = 0; p < b->P; p++) {
        const int64_t e = steady + p, f = b->E + p;
        b->across[p] = b->own[e] * b->g[e];
        b->own[f] = b->inv[e] + b->g[e] * b->across[p];
        b->base[f] = b->inv[e] * b->r_o[e] + b->g[e] * b->base[e];
    }
}

/* Set the temperatures of the faces from those of the zones. */
static void set_faces(Body *b) {
    const House *h = b->house;
    const vec *radiant = ROWS(b, radiant, b->F), beam = 1.0 - ROWS(b, convective, 1)[0];
    for (int64_t f = 0; f < b->F; f++) {
        const int64_t z = h->zone_of_face[f];
        vec add = b->hc[f] * b->air[z] + b->hr[f] * b->rad[z];
        if (!h->all_convective) add += beam * radiant[f] * b->warm_power[z];
        if (f < b->E) {
            b->r[f] += add;
        } else {
            const int64_t e = b->out - b->P + f - b->E;
            b->r[e] += b->g[e] * add;
            b->r_o[e] += add;
        }
    }
    for (int64_t e = 0; e < b->E; e++) {
        b->t_i[e] = b->own[e] * b->r[e];
        b->t_o[e] = b->inv[e] * b->r_o[e] + b->g[e] * b->t_i[e];
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
