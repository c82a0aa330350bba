/* Air and mean radiant temperature of the zones within a step, and the equipment that holds them
   (ISO 52016-1 6.5.5.2). Unknowns are the Z air temperatures, then the Z radiant ones; the table
   holds the matrix, the source and the unit responses of heaters, of coolers. */
#ifndef ZONES_H
#define ZONES_H
#include "body.h"

#define AT(i, j) table[(i) * columns + (j)]

static void gather_faces(Body *b) {
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z, F = b->F;
    const int32_t *zone_of_face = b->house->zone_of_face;
    const vec *hc = b->hc, *hr = b->hr, *own = b->own, *base = b->base;
    vec *table = b->table, *sums = b->zone_sums;
    for (int64_t n = 0; n < 2 * Z * columns; n++) table[n] = all(0.0);
    for (int64_t n = 0; n < 5 * Z; n++) sums[n] = all(0.0);
    for (int64_t f = 0; f < F; f++) {
        vec *s = sums + 5 * zone_of_face[f];
        const vec air = own[f] * hc[f], rad = own[f] * hr[f];
        s[0] += hc[f] - hc[f] * air;
        s[1] += hr[f] - hr[f] * rad;
        s[2] += hr[f] * air;
        s[3] += hc[f] * base[f];
        s[4] += hr[f] * base[f];
    }
    for (int64_t z = 0; z < Z; z++, sums += 5) {
        AT(z, z) = sums[0], AT(Z + z, Z + z) = sums[1];
        AT(z, Z + z) = AT(Z + z, z) = -sums[2];
        AT(z, source) = sums[3], AT(Z + z, source) = sums[4];
    }
}

/* What partitions carry between the zones on both sides. */
static void couple_zones(Body *b) {
    const int64_t Z = b->Z, columns = b->columns;
    vec *table = b->table;
    for (int64_t p = 0; p < b->P; p++) {
        const int64_t e = b->out - b->P + p, f = b->E + p;
        const int64_t i = b->house->zone_of_face[e], j = b->house->zone_of_face[f];
        const vec near[2] = {b->hc[e] * b->across[p], b->hr[e] * b->across[p]};
        const vec far[2] = {b->hc[f], b->hr[f]};
        for (int a = 0; a < 2; a++)
            for (int c = 0; c < 2; c++) {
                const vec carried = near[a] * far[c];
                AT(a * Z + i, c * Z + j) -= carried;
                AT(c * Z + j, a * Z + i) -= carried;
            }
    }
}

/* The sources of 1 W of each heater, its radiant part by way of the faces. */
static void unit_responses(Body *b) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, first = h->first_served, last = first + h->served;
    const int64_t heat = 2 * Z + 1 - first, cool = b->columns - h->served - first;
    vec *table = b->table;
    const vec con = ROWS(b, convective, 1)[0];
    for (int64_t z = first; z < last; z++) AT(z, cool + z) = all(1.0);
    if (h->all_convective) return;
    const vec *heater = ROWS(b, heater, b->F);
    for (int64_t z = first; z < last; z++) AT(z, heat + z) = con;
    for (int64_t f = 0; f < b->F; f++) {
        const int64_t z = h->zone_of_face[f];
        if (z < first || z >= last) continue;
        const vec share = (1.0 - con) * heater[f] * b->own[f];
        AT(z, heat + z) += b->hc[f] * share;
        AT(Z + z, heat + z) += b->hr[f] * share;
    }
    for (int64_t p = 0; p < b->P; p++) {
        const int64_t e = b->out - b->P + p, f = b->E + p;
        const int64_t i = h->zone_of_face[e], j = h->zone_of_face[f];
        const vec there = (1.0 - con) * heater[e] * b->across[p];
        const vec back = (1.0 - con) * heater[f] * b->across[p];
        if (i >= first && i < last) {
            AT(j, heat + i) += b->hc[f] * there;
            AT(Z + j, heat + i) += b->hr[f] * there;
        }
        if (j >= first && j < last) {
            AT(i, heat + j) += b->hc[e] * back;
            AT(Z + i, heat + j) += b->hr[e] * back;
        }
    }
}

/* Outdoor air, the air itself, its gains and the links between zones. */
static void add_air(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z;
    const vec *flow = ROWS(b, flow, 6 * Z), *volume = ROWS(b, volume, Z);
    vec *table = b->table;
    const double store = m->capacity / m->seconds, v = m->wind;
    for (int64_t z = 0; z < Z; z++) {
        const vec delta = magnitude(b->air[z] - m->theta_e);
        vec q = flow[z] + flow[Z + z] * delta + flow[2 * Z + z] * v + flow[3 * Z + z] * v * v;
        q += root(flow[4 * Z + z] * delta + flow[5 * Z + z] * v * v);
        const vec vent = b->ventilation[z] = (q + b->fan[z]) * m->capacity;
        const vec mass = volume[z] * store;
        AT(z, z) += vent + mass;
        AT(z, source) += vent * m->theta_e + mass * b->air[z] + b->phi_con[z];
    }
    for (int64_t n = 0; n < h->links; n++) {
        const int32_t i = h->link_zones[2 * n], j = h->link_zones[2 * n + 1];
        AT(i, i) += b->link[n], AT(j, j) += b->link[n];
        AT(i, j) -= b->link[n], AT(j, i) -= b->link[n];
    }
}

/* Gauss and Jordan without exchange of rows: the matrix is that of a passive network. */
static void eliminate(vec *table, int64_t n, int64_t columns) {
    for (int64_t k = 0; k < n; k++) {
        const vec pivot = 1.0 / AT(k, k);
        for (int64_t j = k + 1; j < columns; j++) AT(k, j) *= pivot;
        for (int64_t i = 0; i < n; i++) {
            if (i == k) continue;
            const vec factor = AT(i, k);
            for (int64_t j = k + 1; j < columns; j++) AT(i, j) -= factor * AT(k, j);
        }
    }
}

static vec controlled(vec air, vec rad, vec operative) { return air + operative * (rad - air); }

/* Power of a single served zone. */
static void power_of_one(Body *b) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, z = h->first_served, source = 2 * Z;
    vec *table = b->table;
    const vec op = ROWS(b, operative, 1)[0];
    const vec air = AT(z, source), now = controlled(air, AT(Z + z, source), op);
    const vec gain = controlled(AT(z, source + 1), AT(Z + z, source + 1), op);
    vec q = smaller(larger((b->lower[z] - now) / gain, all(0.0)), ROWS(b, phi_max, Z)[z]);
    if (h->cools) {
        const vec over = smaller((b->upper[z] - air) / AT(z, columns - 1), all(0.0));
        q = pick(q > 0.0, q, over);
    }
    b->power[z] = q;
}

/* Powers of several served zones, house by house. */
static void powers_of_several(Body *b) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, first = h->first_served, n = h->served;
    const int64_t source = 2 * Z, heat = source + 1, cool = columns - n;
    vec *table = b->table;
    Lane *a = b->lane;
    for (int l = 0; l < LANES; l++) {
        a->n = (int)n;
        const double op = ROWS(b, operative, 1)[0][l];
        for (int64_t i = 0; i < n; i++) {
            const int64_t z = first + i;
            a->air[i] = AT(z, source)[l];
            a->control[i] = a->air[i] + op * (AT(Z + z, source)[l] - a->air[i]);
            a->lower[i] = b->lower[z][l], a->upper[i] = b->upper[z][l];
            a->most[i] = ROWS(b, phi_max, Z)[z][l];
            for (int64_t j = 0; j < n; j++) {
                const double w = AT(z, heat + j)[l], c = AT(z, cool + j)[l];
                a->heat_air[i][j] = w, a->cool[i][j] = c;
                a->heat[i][j] = w + op * (AT(Z + z, heat + j)[l] - w);
                a->cool_control[i][j] = c + op * (AT(Z + z, cool + j)[l] - c);
            }
        }
        run_lane(a);
        for (int64_t i = 0; i < n; i++) b->power[first + i][l] = a->q[i];
    }
}

/* Set the temperatures of the zones and the powers. */
static void solve_zones(Body *b) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z;
    vec *table = b->table;
    eliminate(table, 2 * Z, columns);
    if (h->served == 1) power_of_one(b);
    else if (h->served) powers_of_several(b);
    for (int64_t n = 0; n < h->served; n++) {
        const int64_t z = h->first_served + n;
        const vec warm = b->warm_power[z] = larger(b->power[z], all(0.0));
        const vec cool = b->power[z] - warm;
        for (int64_t i = 0; i < 2 * Z; i++) {
            AT(i, source) += AT(i, source + 1 + n) * warm;
            if (h->cools) AT(i, source) += AT(i, columns - h->served + n) * cool;
        }
    }
    for (int64_t z = 0; z < Z; z++) b->air[z] = AT(z, source), b->rad[z] = AT(Z + z, source);
}
#undef AT
#endif
