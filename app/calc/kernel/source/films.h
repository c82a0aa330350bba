/* Convection and long-wave exchange of the faces: TARP inside, DOE-2 outside (see ../../films.py),
   at the temperatures of the step before. */
#ifndef FILMS_H
#define FILMS_H
#include "body.h"

#define KELVIN 273.15
#define ISO_OUTSIDE 20.0f
#define WET 1000.0f

/* Temperature of a face towards a zone: E inner ones, then the P outer ones of partitions. */
INLINE vec face_temperature(const Body *b, int64_t f) {
    return f < b->E ? b->t_i[f] : b->t_o[b->out - b->P + f - b->E];
}

/* Faces in one plane exchange nothing: take away what the plane's warmer faces would send the
   colder ones over the mean radiant node. */
static void leave_out_planes(Body *b) {
    const House *h = b->house;
    const vec_f *hr = b->hr;
    vec *unseen = b->unseen, *room = b->zone_sums;
    for (int64_t z = 0; z < b->Z; z++) room[z] = all(0.0);
    for (int64_t f = 0; f < b->F; f++) room[h->zone_of_face[f]] += wide(hr[f]);
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
            unseen[in[n]] = (face_temperature(b, in[n]) - mean) * wide(hr[in[n]]) * share;
    }
}

/* How much warmer each face is than its zone's air, and the sum of kelvins it radiates with. */
INLINE void compare_with_rooms(Body *b, const vec *t, int64_t first, int64_t count) {
    const int32_t *zone_of_face = b->house->zone_of_face + first;
    vec_f *delta = b->delta + first, *sum = b->sum + first;
    for (int64_t f = 0; f < count; f++) {
        const int32_t z = zone_of_face[f];
        const vec_f d = delta[f] = narrow(t[f] - b->air[z]);
        sum[f] = d + b->room[z];
    }
}

static void inner_films(Body *b) {
    const House *h = b->house;
    const int64_t F = b->F, E = b->E, pairs = PAIRS(F);
    const pair *warm = PAIR_ROWS(b, warm, pairs), *cold = PAIR_ROWS(b, cold, pairs);
    const pair *least = PAIR_ROWS(b, least, pairs), *grey = PAIR_ROWS(b, long_wave, pairs);
    const pair *delta = (const pair *)b->delta, *sum = (const pair *)b->sum;
    pair *hc = (pair *)b->hc, *hr = (pair *)b->hr;
    for (int64_t z = 0; z < b->Z; z++) b->room[z] = narrow(b->air[z] + b->rad[z] + 2.0 * KELVIN);
    compare_with_rooms(b, b->t_i, 0, E);
    compare_with_rooms(b, b->t_o + b->out - b->P, E, b->P);
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
    const vec *t_o = b->t_o + b->out;
    for (int64_t o = 0; o < O; o++) {
        b->delta[o] = narrow(t_o[o] - m->theta_e);
        b->sum[o] = (lee[o] ? leeward : windward)[o] * forced[o];
    }
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
    const pair to_air = evenly((float)(2.0 * (m->theta_e + KELVIN)));
    const pair to_sky = evenly((float)(m->theta_e + m->theta_sky + 2.0 * KELVIN));
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
