/* Convection and long-wave exchange of the faces: TARP inside, DOE-2 outside (see ../../films.py),
   at the temperatures of the step before. */
#ifndef FILMS_H
#define FILMS_H
#include "body.h"

#define KELVIN ((num)273.15)
#define ISO_OUTSIDE 20.0f
#define WET 1000.0f

/* Temperature of a face towards a zone: E inner ones, then the P outer ones of partitions. */
INLINE vec face_temperature(const Body *b, int64_t f) {
    return f < b->E ? b->faces[f].t_i : b->faces[b->out - b->P + f - b->E].t_o;
}

INLINE vec *unseen_of(Body *b, int64_t f) {
    return f < b->E ? &b->faces[f].unseen : &b->far[f - b->E].unseen;
}

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
    const vec_f *hr = b->hr;
    vec *room = b->zone_sums;
    add_radiation(b, room);
    for (int64_t p = 0; p < h->planes; p++) {
        const int32_t *in = h->plane_face + h->plane_start[p];
        const int32_t count = h->plane_start[p + 1] - h->plane_start[p];
        const vec zone = room[h->zone_of_face[in[0]]];
        vec total = all(0.0), weighed = all(0.0);
        for (int32_t n = 0; n < count; n++) {
            const vec own = wide(hr[in[n]]);
            total += own;
            weighed += own * face_temperature(b, in[n]);
        }
        const vec one = 1.0 / (total * zone);
        const vec mean = weighed * one * zone, share = total * total * one;
        for (int32_t n = 0; n < count; n++)
            *unseen_of(b, in[n]) = (face_temperature(b, in[n]) - mean) * wide(hr[in[n]]) * share;
    }
}

/* How much warmer a face is than its zone's air, and the sum of kelvins it radiates with. */
INLINE void compare_with_room(Body *b, int64_t f, vec t, vec air, vec_f room) {
    const vec_f d = b->delta[f] = narrow(t - air);
    b->sum[f] = d + room;
}

static void compare_with_rooms(Body *b) {
    const int32_t *zone_of_face = b->house->zone_of_face;
    for (int64_t z = 0; z < b->Z; z++) b->room[z] = narrow(b->air[z] + b->rad[z] + 2 * KELVIN);
    for (int64_t n = 0; n < b->all_stretches; n++) {
        const Stretch s = b->stretches[n];
        const vec air = b->air[s.zone];
        const vec_f room = b->room[s.zone];
        for (int64_t e = s.first; e < s.stop; e++)
            compare_with_room(b, e, b->faces[e].t_i, air, room);
    }
    for (int64_t e = b->out - b->P, f = b->E; e < b->out; e++, f++) {
        const int32_t i = zone_of_face[e], j = zone_of_face[f];
        compare_with_room(b, e, b->faces[e].t_i, b->air[i], b->room[i]);
        compare_with_room(b, f, b->faces[e].t_o, b->air[j], b->room[j]);
    }
}

static void inner_films(Body *b) {
    const House *h = b->house;
    const int64_t F = b->F, pairs = PAIRS(F);
    const pair *warm = PAIR_ROWS(b, warm, pairs), *cold = PAIR_ROWS(b, cold, pairs);
    const pair *least = PAIR_ROWS(b, least, pairs), *grey = PAIR_ROWS(b, long_wave, pairs);
    const pair *delta = (const pair *)b->delta, *sum = (const pair *)b->sum;
    pair *hc = (pair *)b->hc, *hr = (pair *)b->hr;
    compare_with_rooms(b);
    for (int64_t p = 0; p < pairs; p++) {
        const pair cube = cube_roots(delta[p]), s = sum[p];
        hc[p] = larger_f(larger_f(cube * warm[p], cube * cold[p]), least[p]);
        hr[p] = s * (s * s) * grey[p];
    }
    if (h->iso)
        for (int64_t f = 0; f < F; f++)
            if (h->fixed_face[f]) b->hc[f] = ((const vec_f *)PAIR_ROWS(b, fixed, pairs))[f];
    if (h->planes) leave_out_planes(b);
}

/* How much warmer each outdoor face is than the air, and what the wind adds. */
INLINE void compare_with_air(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t O = b->O, pairs = PAIRS(O);
    const vec_f *windward = (const vec_f *)PAIR_ROWS(b, windward, pairs);
    const vec_f *leeward = (const vec_f *)PAIR_ROWS(b, leeward, pairs);
    const float *forced = h->forced + m->hour * O;
    const uint8_t *lee = h->lee + m->hour * O;
    const Face *face = b->faces + b->out;
    vec_f *delta = b->delta, *sum = b->sum;
    for (int64_t o = 0; o < O; o++) delta[o] = narrow(face[o].t_o - m->theta_e);
    for (int64_t o = 0; o < O; o++) sum[o] = (lee[o] ? leeward : windward)[o] * forced[o];
}

/* Set the films [W/K] of the outdoor elements, radiation included, and their part to the sky. */
static void outer_films(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t O = b->O, pairs = PAIRS(O);
    const pair *rough = PAIR_ROWS(b, rough, pairs), *plain = PAIR_ROWS(b, plain, pairs);
    const pair *area = PAIR_ROWS(b, outer_area, pairs);
    const pair *air = PAIR_ROWS(b, to_air, pairs), *sky = PAIR_ROWS(b, to_sky, pairs);
    const pair *warm = (const pair *)h->outer_warm, *cold = (const pair *)h->outer_cold;
    const pair *delta = (const pair *)b->delta, *wind = (const pair *)b->sum;
    const pair to_air = evenly((float)(2 * (m->theta_e + KELVIN)));
    const pair to_sky = evenly((float)(m->theta_e + m->theta_sky + 2 * KELVIN));
    pair *film = (pair *)b->film, *to = (pair *)b->to_sky;
    compare_with_air(b, m);
    for (int64_t p = 0; p < pairs; p++) {
        const pair d = delta[p], cube = cube_roots(d);
        const pair natural = larger_f(cube * warm[p], cube * cold[p]);
        film[p] = roots(natural * natural + wind[p]) * rough[p] + natural * plain[p];
    }
    if (h->rain[m->hour])
        for (int64_t p = 0; p < pairs; p++) film[p] = area[p] * WET;
    if (h->iso)
        for (int64_t o = 0; o < O; o++)
            if (h->fixed_outer[o]) b->film[o] = ((const vec_f *)area)[o] * ISO_OUTSIDE;
    for (int64_t p = 0; p < pairs; p++) {
        const pair a = delta[p] + to_air, s = delta[p] + to_sky;
        to[p] = s * (s * s) * sky[p];
        film[p] += a * (a * a) * air[p] + to[p];
    }
}
#endif
