/* Convection and long-wave exchange of the faces: TARP inside, DOE-2 outside (see ../../films.py),
   at the temperatures of the step before. */
#ifndef FILMS_H
#define FILMS_H
#include "body.h"

#define KELVIN 273.15
#define ISO_OUTSIDE 20.0
#define WET 1000.0

/* Bring the temperatures of all faces towards zones together: E inner ones, P outer ones. */
static void face_temperatures(Body *b) {
    const int64_t E = b->E, P = b->P;
    const vec *t_i = b->t_i, *t_o = b->t_o + b->out - P;
    vec *face = b->face;
    for (int64_t e = 0; e < E; e++) face[e] = t_i[e];
    for (int64_t p = 0; p < P; p++) face[E + p] = t_o[p];
}

/* Faces in one plane exchange nothing: take away what the plane's warmer faces would send the
   colder ones over the mean radiant node. room: sums of the radiative coefficients by zone. */
static void leave_out_planes(Body *b, const vec *room) {
    const House *h = b->house;
    const vec *face = b->face, *hr = b->hr;
    vec *unseen = b->unseen;
    for (int64_t p = 0; p < h->planes; p++) {
        const int32_t *in = h->plane_face + h->plane_start[p];
        const int32_t count = h->plane_start[p + 1] - h->plane_start[p];
        const vec zone = room[h->zone_of_face[in[0]]];
        vec total = all(0.0), weighed = all(0.0);
        for (int32_t n = 0; n < count; n++) {
            total += hr[in[n]];
            weighed += hr[in[n]] * face[in[n]];
        }
        const vec one = 1.0 / (total * zone);
        const vec mean = weighed * one * zone, share = total * total * one;
        for (int32_t n = 0; n < count; n++)
            unseen[in[n]] = (face[in[n]] - mean) * hr[in[n]] * share;
    }
}

static void inner_films(Body *b) {
    const House *h = b->house;
    const int64_t F = b->F;
    const int32_t *zone_of_face = h->zone_of_face, *fixed_face = h->fixed_face;
    const vec *warm = ROWS(b, warm, F), *cold = ROWS(b, cold, F), *least = ROWS(b, least, F);
    const vec *fixed = ROWS(b, fixed, F), *grey = ROWS(b, long_wave, F);
    const vec *face = b->face, *air = b->air, *rad = b->rad;
    vec *cube = b->cube, *hc = b->hc, *hr = b->hr, *room = b->room;
    face_temperatures(b);
    for (int64_t f = 0; f < F; f++) cube[f] = cube_root(face[f] - air[zone_of_face[f]]);
    for (int64_t f = 0; f < F; f++)
        hc[f] = larger(larger(cube[f] * warm[f], cube[f] * cold[f]), least[f]);
    if (h->iso)
        for (int64_t f = 0; f < F; f++)
            if (fixed_face[f]) hc[f] = fixed[f];
    for (int64_t z = 0; z < b->Z; z++) room[z] = all(2.0 * KELVIN) + rad[z];
    for (int64_t f = 0; f < F; f++) {
        const vec s = face[f] + room[zone_of_face[f]];
        hr[f] = s * (s * s) * grey[f];
    }
    if (!h->planes) return;
    for (int64_t z = 0; z < b->Z; z++) room[z] = all(0.0);
    for (int64_t f = 0; f < F; f++) room[zone_of_face[f]] += hr[f];
    leave_out_planes(b, room);
}

/* Convection of the outdoor elements into film, given the temperatures of their faces. */
static void outer_convection(Body *b, const Moment *m, const vec *t_o) {
    const House *h = b->house;
    const int64_t O = b->O;
    const vec *area = ROWS(b, outer_area, O), *rough = ROWS(b, rough, O);
    const vec *plain = ROWS(b, plain, O), *windward = ROWS(b, windward, O);
    const vec *leeward = ROWS(b, leeward, O);
    const double *forced = h->forced + m->hour * O;
    const uint8_t *lee = h->lee + m->hour * O;
    vec *cube = b->cube, *film = b->film;
    for (int64_t o = 0; o < O; o++) cube[o] = cube_root(t_o[o] - m->theta_e);
    for (int64_t o = 0; o < O; o++)
        cube[o] = larger(cube[o] * h->outer_warm[o], cube[o] * h->outer_cold[o]);
    for (int64_t o = 0; o < O; o++) {
        const vec wind = (lee[o] ? leeward[o] : windward[o]) * forced[o];
        film[o] = rough_root(cube[o] * cube[o] + wind) * rough[o] + cube[o] * plain[o];
    }
    if (h->rain[m->hour])
        for (int64_t o = 0; o < O; o++) film[o] = area[o] * WET;
    if (h->iso)
        for (int64_t o = 0; o < O; o++)
            if (h->fixed_outer[o]) film[o] = area[o] * ISO_OUTSIDE;
}

/* Set the films [W/K] of the outdoor elements; add what sun, air and sky send them to r_o. */
static void outer_films(Body *b, const Moment *m) {
    const int64_t O = b->O;
    const vec *t_o = b->t_o + b->out, *outside = b->outside;
    const vec *air = ROWS(b, to_air, O), *sky = ROWS(b, to_sky, O);
    const double theta_a = m->theta_e + 2.0 * KELVIN, theta_s = m->theta_sky + 2.0 * KELVIN;
    const double colder = m->theta_sky - m->theta_e, theta_e = m->theta_e;
    vec *film = b->film, *r_o = b->r_o + b->out;
    outer_convection(b, m, t_o);
    for (int64_t o = 0; o < O; o++) {
        const vec a = t_o[o] + theta_a, s = t_o[o] + theta_s;
        const vec to_sky = s * (s * s) * sky[o];
        const vec h = film[o] += a * (a * a) * air[o] + to_sky;
        r_o[o] += outside[o] + (h * theta_e + to_sky * colder);
    }
}
#endif
