/* Sun on and through four houses in an hour. */
#ifndef LIGHT_H
#define LIGHT_H
#include "body.h"

INLINE vec curve(const vec *c, const num *moments) {
    vec sum = c[0] * moments[0];
    for (int n = 1; n < MOMENTS; n++) sum += c[n] * moments[n];
    return sum;
}

/* What a window lets through and absorbs of beam and diffuse light. */
typedef struct {
    vec beam, diffuse, out, in;
} Light;

INLINE Light through(const vec *c, const num *moments, num diffuse) {
    const vec *out = c + MOMENTS + 1, *in = out + MOMENTS + 1;
    Light l = {all(0.0), c[MOMENTS] * diffuse, out[MOMENTS] * diffuse, in[MOMENTS] * diffuse};
    if (moments[0] > 0) {
        l.beam = curve(c, moments);
        l.out += curve(out, moments);
        l.in += curve(in, moments);
    }
    return l;
}

/* Add the windows' beam and diffuse light to the zones, and what glass absorbs to its faces. */
static void through_windows(Body *b, const Sky *sky) {
    const House *h = b->house;
    const int64_t row = 3 * (MOMENTS + 1);
    const vec *open = ROWS(b, optics, 2 * b->W * row), *shut = open + b->W * row;
    for (int64_t w = 0; w < b->W; w++) {
        const num *moments = sky->moments + w * MOMENTS;
        const int32_t o = h->window_outdoor[w], cover = h->window_cover[w];
        const int64_t f = b->out + o;
        const int32_t zone = h->zone_of_face[f];
        Light l = through(open + w * row, moments, sky->diffuse[w]);
        if (cover >= 0 && any(b->closed[cover] > 0.0)) {
            const mask is = b->closed[cover] > 0.0;
            const Light s = through(shut + w * row, moments, sky->diffuse[w]);
            l = (Light){pick(is, s.beam, l.beam), pick(is, s.diffuse, l.diffuse),
                        pick(is, s.out, l.out), pick(is, s.in, l.in)};
        }
        b->beam[zone] += l.beam;
        b->light[zone] += l.diffuse;
        b->lit_inside[f] += l.in;
        b->faces[f].outside += l.out;
    }
}

/* Spread the light of the zones over their faces. */
static void over_faces(Body *b) {
    const House *h = b->house;
    vec *light = b->light;
    for (int64_t z = 0; z < b->Z; z++) light[z] += ROWS(b, reflected, b->Z)[z] * b->beam[z];
    if (h->across) {
        const vec *mixing = ROWS(b, mixing, b->Z * b->Z);
        for (int64_t z = 0; z < b->Z; z++) {
            vec sum = all(0.0);
            for (int64_t y = 0; y < b->Z; y++) sum += mixing[z * b->Z + y] * light[y];
            light[b->Z + z] = sum;
        }
        light += b->Z;
    }
    const vec *diffuse = ROWS(b, spread_diffuse, b->F), *beam = ROWS(b, spread_beam, b->F);
    const vec *across = ROWS(b, spread_across, b->F);
    for (int64_t f = 0; f < b->F; f++) {
        const int32_t zone = h->zone_of_face[f];
        b->lit_inside[f] += diffuse[f] * light[zone];
        if (h->floor_face[f]) b->lit_inside[f] += beam[f] * b->beam[zone];
    }
    for (int64_t w = 0; w < b->W; w++) {
        const int32_t o = h->window_outdoor[w];
        const int64_t f = b->out + o;
        b->faces[f].outside += across[f] * light[h->zone_of_face[f]];
    }
    for (int64_t n = 0; n < h->across; n++) {
        const int32_t f = h->across_face[n];
        b->lit_inside[h->across_beyond[n]] += across[f] * light[h->zone_of_face[f]];
    }
}

/* Give the faces the heat on them. */
static void on_faces(Body *b, const vec *inside) {
    for (int64_t e = 0; e < b->E; e++) b->faces[e].inside = inside[e];
    for (int64_t p = 0; p < b->P; p++) b->far[p].inside = inside[b->E + p];
}

/* Set the heat on all faces; gains (F): what radiant gains send them. */
static void light_of(Body *b, const Sky *sky, const vec *gains) {
    const House *h = b->house;
    const int64_t F = b->F, O = b->O;
    const vec *alpha = ROWS(b, alpha, O);
    vec *lit = b->lit_inside;
    Face *outdoors = b->faces + b->out;
    for (int64_t z = 0; z < b->Z; z++) b->entered[z] = b->beam[z] = b->light[z] = all(0.0);
    if (sky->lit || !b->dark)
        for (int64_t o = 0; o < O; o++) outdoors[o].outside = alpha[o] * sky->sun[o];
    b->dark = !sky->lit;
    if (!sky->lit || !b->W) {
        on_faces(b, gains);
        return;
    }
    for (int64_t f = 0; f < F; f++) lit[f] = all(0.0);
    through_windows(b, sky);
    over_faces(b);
    if (h->balance)
        for (int64_t f = 0; f < F; f++) b->entered[h->zone_of_face[f]] += lit[f];
    for (int64_t f = 0; f < F; f++) lit[f] += gains[f];
    on_faces(b, lit);
}

/* What radiant gains send to the faces in every hour of a day. */
static void spread_gains(Body *b) {
    const vec *phi_rad = ROWS(b, phi_rad, 24 * b->Z), *radiant = ROWS(b, radiant, b->F);
    for (int64_t hour = 0; hour < 24; hour++)
        for (int64_t f = 0; f < b->F; f++)
            b->gains[hour * b->F + f] = radiant[f] * phi_rad[hour * b->Z + b->house->zone_of_face[f]];
}

/* The sky of an hour of the year. */
INLINE Sky sky_at(const Body *b, int64_t hour) {
    const House *h = b->house;
    return (Sky){h->lit[hour], h->sun + hour * b->O, h->moments + hour * b->W * MOMENTS,
                 h->diffuse + hour * b->W};
}

/* Mean of a series (hours, count) over some hours. */
INLINE const num *mean_of(const num *series, int64_t count, int64_t hour, int hours,
                             num *mean) {
    for (int64_t k = 0; k < count; k++) {
        num sum = 0.0;
        for (int64_t n = 0; n < hours; n++) sum += series[(hour + n) * count + k];
        mean[k] = sum / hours;
    }
    return mean;
}

/* The mean sky of some hours. */
INLINE Sky mean_sky(Body *b, int64_t hour, int hours) {
    const House *h = b->house;
    num *room = (num *)b->mean_sky;
    Sky sky = {0, mean_of(h->sun, b->O, hour, hours, room), 0, 0};
    sky.moments = mean_of(h->moments, b->W * MOMENTS, hour, hours, room += b->O);
    sky.diffuse = mean_of(h->diffuse, b->W, hour, hours, room += b->W * MOMENTS);
    for (int64_t n = 0; n < hours; n++) sky.lit |= h->lit[hour + n];
    return sky;
}
#endif
