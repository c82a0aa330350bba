/* Convection and long-wave exchange of the faces: TARP inside, DOE-2 outside (see ../../films.py),
   at the temperatures of the step before. */
#ifndef FILMS_H
#define FILMS_H
#include "body.h"

#define KELVIN 273.15
#define ISO_OUTSIDE 20.0
#define WET 1000.0

/* Inner face f: the inner face of an element or the outer one of a partition. */
INLINE vec face_temperature(const Body *b, int64_t f) {
    return f < b->E ? b->t_i[f] : b->t_o[b->out - b->P + f - b->E];
}

/* Faces in one plane exchange nothing: take away what the plane's warmer faces would send the
   colder ones over the mean radiant node. room: sums of the radiative coefficients by zone. */
static void leave_out_planes(Body *b, const vec *room) {
    const House *h = b->house;
    for (int64_t p = 0; p < h->planes; p++) {
        const int32_t *face = h->plane_face + h->plane_start[p];
        const int64_t count = h->plane_start[p + 1] - h->plane_start[p];
        vec total = all(0.0), weighed = all(0.0);
        for (int64_t n = 0; n < count; n++) {
            total += b->hr[face[n]];
            weighed += b->hr[face[n]] * face_temperature(b, face[n]);
        }
        const vec one = 1.0 / (total * room[h->zone_of_face[face[0]]]);
        const vec mean = weighed * one * room[h->zone_of_face[face[0]]], share = total * total * one;
        for (int64_t n = 0; n < count; n++)
            b->unseen[face[n]] = (face_temperature(b, face[n]) - mean) * b->hr[face[n]] * share;
    }
}

static void inner_films(Body *b) {
    const House *h = b->house;
    const vec *warm = ROWS(b, warm, b->F), *cold = ROWS(b, cold, b->F);
    const vec *least = ROWS(b, least, b->F), *fixed = ROWS(b, fixed, b->F);
    const vec *grey = ROWS(b, long_wave, b->F);
    for (int64_t f = 0; f < b->F; f++)
        b->cube[f] = cube_root(face_temperature(b, f) - b->air[h->zone_of_face[f]]);
    for (int64_t z = 0; z < b->Z; z++) b->room[z] = all(0.0);
    for (int64_t f = 0; f < b->F; f++) {
        const int32_t zone = h->zone_of_face[f];
        const vec free = larger(larger(b->cube[f] * warm[f], b->cube[f] * cold[f]), least[f]);
        b->hc[f] = h->fixed_face[f] ? fixed[f] : free;
        const vec s = face_temperature(b, f) + b->rad[zone] + 2.0 * KELVIN;
        b->hr[f] = s * (s * s) * grey[f];
        b->room[zone] += b->hr[f];
    }
    if (h->planes) leave_out_planes(b, b->room);
}

/* Convection of outdoor element o, given the cube root of its difference to the air. */
INLINE vec outer_convection(const Body *b, const Moment *m, int64_t o, vec cube) {
    const House *h = b->house;
    const int64_t at = m->hour * b->O + o;
    const vec area = ROWS(b, outer_area, b->O)[o];
    if (h->fixed_outer[o]) return area * ISO_OUTSIDE;
    if (h->rain[m->hour]) return area * WET;
    const vec natural = larger(cube * h->outer_warm[o], cube * h->outer_cold[o]);
    const vec *height = h->lee[at] ? ROWS(b, leeward, b->O) : ROWS(b, windward, b->O);
    const vec both = rough_root(natural * natural + height[o] * h->forced[at]);
    return both * ROWS(b, rough, b->O)[o] + natural * ROWS(b, plain, b->O)[o];
}

/* Set the films [W/K] of the outdoor elements; add what sun, air and sky send them to r_o. */
static void outer_films(Body *b, const Moment *m) {
    vec *cube = b->cube, *film = b->film;
    const vec *t_o = b->t_o + b->out;
    vec *r_o = b->r_o + b->out;
    for (int64_t o = 0; o < b->O; o++) cube[o] = cube_root(t_o[o] - m->theta_e);
    for (int64_t o = 0; o < b->O; o++) film[o] = outer_convection(b, m, o, cube[o]);
    for (int64_t o = 0; o < b->O; o++) {
        const vec a = t_o[o] + (m->theta_e + 2.0 * KELVIN);
        const vec s = t_o[o] + (m->theta_sky + 2.0 * KELVIN);
        const vec to_air = a * (a * a) * ROWS(b, to_air, b->O)[o];
        const vec to_sky = s * (s * s) * ROWS(b, to_sky, b->O)[o];
        film[o] += to_air + to_sky;
        r_o[o] += b->outside[o] + film[o] * m->theta_e + to_sky * (m->theta_sky - m->theta_e);
    }
}
#endif
