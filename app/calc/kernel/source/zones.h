/* Air and mean radiant temperature of the zones within a step, and the equipment that holds them
   (ISO 52016-1 6.5.5.2). Unknowns are the Z air temperatures, then the Z radiant ones; the table
   holds the matrix, the source and the unit responses of heaters, of coolers. */
#ifndef ZONES_H
#define ZONES_H
#include "body.h"

#define AT(i, j) table[(i) * columns + (j)]

/* Take the sums over the faces as the zones' equations. */
static void zone_equations(Body *b) {
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z;
    vec *table = b->table;
    const vec *sums = b->zone_sums;
    for (int64_t n = 0; n < 2 * Z * columns; n++) table[n] = all(0.0);
    for (int64_t z = 0; z < Z; z++, sums += 5) {
        AT(z, z) = sums[0], AT(Z + z, Z + z) = sums[1];
        AT(z, Z + z) = AT(Z + z, z) = -sums[2];
        AT(z, source) = sums[3], AT(Z + z, source) = sums[4];
    }
}

/* What a partition carries between the zones on both sides: to air and radiant node each. */
typedef struct {
    int32_t i, j;
    vec air_air, air_rad, rad_air, rad_rad;
} Between;

INLINE Between between_zones(const Body *b, int64_t p) {
    const int64_t e = b->out - b->P + p, f = b->E + p;
    const vec air = wide(b->hc[e]) * b->far[p].across, rad = wide(b->hr[e]) * b->far[p].across;
    const vec far_air = wide(b->hc[f]), far_rad = wide(b->hr[f]);
    return (Between){b->house->zone_of_face[e], b->house->zone_of_face[f],
                     air * far_air, air * far_rad, rad * far_air, rad * far_rad};
}

static void couple_zones(Body *b) {
    const int64_t Z = b->Z, columns = b->columns;
    vec *table = b->table;
    for (int64_t p = 0; p < b->P; p++) {
        const Between q = between_zones(b, p);
        AT(q.i, q.j) -= q.air_air, AT(q.j, q.i) -= q.air_air;
        AT(q.i, Z + q.j) -= q.air_rad, AT(Z + q.j, q.i) -= q.air_rad;
        AT(Z + q.i, q.j) -= q.rad_air, AT(q.j, Z + q.i) -= q.rad_air;
        AT(Z + q.i, Z + q.j) -= q.rad_rad, AT(Z + q.j, Z + q.i) -= q.rad_rad;
    }
}

INLINE vec own_of(const Body *b, int64_t f) {
    return f < b->E ? b->faces[f].own : b->far[f - b->E].own;
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
        const vec share = (1.0 - con) * heater[f] * own_of(b, f);
        AT(z, heat + z) += wide(b->hc[f]) * share;
        AT(Z + z, heat + z) += wide(b->hr[f]) * share;
    }
    for (int64_t p = 0; p < b->P; p++) {
        const int64_t e = b->out - b->P + p, f = b->E + p;
        const int64_t i = h->zone_of_face[e], j = h->zone_of_face[f];
        const vec there = (1.0 - con) * heater[e] * b->far[p].across;
        const vec back = (1.0 - con) * heater[f] * b->far[p].across;
        if (i >= first && i < last) {
            AT(j, heat + i) += wide(b->hc[f]) * there;
            AT(Z + j, heat + i) += wide(b->hr[f]) * there;
        }
        if (j >= first && j < last) {
            AT(i, heat + j) += wide(b->hc[e]) * back;
            AT(Z + i, heat + j) += wide(b->hr[e]) * back;
        }
    }
}

/* Outdoor air and the air itself: set the ventilation [W/K]; return what ties a zone's air to
   both [W/K] and give the source [W] with its gains. */
INLINE vec air_of_zone(Body *b, const Moment *m, int64_t z, vec *source) {
    const int64_t Z = b->Z;
    const vec *flow = ROWS(b, flow, 6 * Z);
    const num v = m->wind, v2 = v * v;
    const vec delta = magnitude(b->air[z] - m->theta_e);
    vec q = flow[z] + flow[Z + z] * delta + flow[2 * Z + z] * v + flow[3 * Z + z] * v2;
    q += root(flow[4 * Z + z] * delta + flow[5 * Z + z] * v2);
    const vec vent = b->ventilation[z] = (q + b->fan[z]) * m->capacity;
    const vec mass = ROWS(b, volume, Z)[z] * (m->capacity / m->seconds);
    *source = vent * m->theta_e + mass * b->air[z] + b->phi_con[z];
    return vent + mass;
}

/* The same in the equations of all zones, and the links between them. */
static void add_air(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z;
    vec *table = b->table;
    for (int64_t z = 0; z < Z; z++) {
        vec heat;
        AT(z, z) += air_of_zone(b, m, z, &heat);
        AT(z, source) += heat;
    }
    for (int64_t n = 0; n < h->links; n++) {
        const int32_t i = h->link_zones[2 * n], j = h->link_zones[2 * n + 1];
        AT(i, i) += b->link[n], AT(j, j) += b->link[n];
        AT(i, j) -= b->link[n], AT(j, i) -= b->link[n];
    }
}

/* Gauss and Jordan without exchange of rows: the matrix is that of a passive network. */
INLINE void eliminate(vec *table, int64_t n, int64_t columns) {
    UNROLLED
    for (int64_t k = 0; k < n; k++) {
        const vec pivot = 1.0 / AT(k, k);
        UNROLLED
        for (int64_t j = k + 1; j < columns; j++) AT(k, j) *= pivot;
        UNROLLED
        for (int64_t i = 0; i < n; i++) {
            if (i == k) continue;
            const vec factor = AT(i, k);
            UNROLLED
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

/* Powers of a house in which one reaches a limit or a zone is too warm. */
static void power_of_lane(Body *b, int l) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, first = h->first_served, n = h->served;
    const int64_t source = 2 * Z, heat = source + 1, cool = columns - n;
    vec *table = b->table;
    Lane *a = b->lane;
    const double op = ROWS(b, operative, 1)[0][l];
    a->n = (int)n;
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
    for (int64_t i = 0; i < n; i++) b->power[first + i][l] = (num)a->q[i];
}

/* Powers of several served zones. Mostly those that are too cold are brought to their set points;
   houses in which it is not as simple are worked out one by one. */
INLINE void powers_of_several(Body *b, int64_t Z, int64_t n) {
    const House *h = b->house;
    const int64_t columns = b->columns, first = h->first_served;
    const int64_t source = 2 * Z, heat = source + 1;
    vec *table = b->table, *equation = b->equations;
    const vec op = ROWS(b, operative, 1)[0], zero = all(0.0);
    mask some = zero != zero, simple = zero == zero;
    UNROLLED
    for (int64_t i = 0, z = first; i < n; i++, z++, equation += n + 1) {
        const vec air = AT(z, source), now = controlled(air, AT(Z + z, source), op);
        const mask cold = now < b->lower[z];
        some |= cold, simple &= ~(air > b->upper[z]);
        UNROLLED
        for (int64_t j = 0; j < n; j++) {
            const vec response = controlled(AT(z, heat + j), AT(Z + z, heat + j), op);
            equation[j] = pick(cold, response, all(i == j));
        }
        equation[n] = pick(cold, b->lower[z] - now, zero);
    }
    if (any(some)) eliminate(b->equations, n, n + 1);
    UNROLLED
    for (int64_t i = 0; i < n; i++) {
        const vec q = b->power[first + i] = b->equations[i * (n + 1) + n];
        simple &= (q >= 0.0) & (q <= ROWS(b, phi_max, Z)[first + i]);
    }
    if (!any(~simple)) return;
    for (int l = 0; l < LANES; l++)
        if (!simple[l]) power_of_lane(b, l);
}

/* Set the temperatures of the zones and the powers, whatever heats them. */
static void solve_any(Body *b, const Moment *m) {
    const House *h = b->house;
    const int64_t Z = b->Z, columns = b->columns, source = 2 * Z;
    vec *table = b->table;
    zone_equations(b);
    couple_zones(b);
    unit_responses(b);
    add_air(b, m);
    eliminate(table, 2 * Z, columns);
    if (h->served == 1) power_of_one(b);
    else if (h->served) powers_of_several(b, Z, h->served);
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
/* Most equipment heats the air of its zones. Radiant and air node of the served zones are put last,
   so that symmetric elimination of the others ends at few equations in which the powers are found;
   the others follow from them. n nodes, sources in column n. */
#define MOST_QUICK 5
#define M(i, j) matrix[(i) * (n + 1) + (j)]

/* Where the nodes of the zones stand; the matrix is filled above its diagonal alone. */
typedef struct {
    int64_t rad[MOST_QUICK], air[MOST_QUICK];
} Places;

/* The others first, radiant node and air by turns; then the radiant nodes of the served, then their
   air. */
INLINE Places places_of(const House *h, int64_t Z) {
    const int64_t first = h->first_served, served = h->served ? h->served : 1, last = first + served;
    Places at;
    for (int64_t z = 0; z < Z; z++) {
        const int64_t rad = z < first ? 2 * z : 2 * (z - served);
        if (z >= first && z < last) at.air[z] = 2 * Z - last + z, at.rad[z] = at.air[z] - served;
        else at.rad[z] = rad, at.air[z] = rad + 1;
    }
    return at;
}

INLINE void add_between(vec *matrix, int64_t n, int64_t i, int64_t j, vec carried) {
    const int64_t low = i < j ? i : j, high = i < j ? j : i;
    M(low, high) -= carried;
}

INLINE void quick_equations(Body *b, const Moment *m, vec *matrix, const Places *at, int64_t n) {
    const House *h = b->house;
    UNROLLED
    for (int64_t i = 0; i < n; i++) {
        UNROLLED
        for (int64_t j = i + 1; j < n; j++) M(i, j) = all(0.0);
    }
    UNROLLED
    for (int64_t z = 0; z < n / 2; z++) {
        const vec *sums = b->zone_sums + 5 * z;
        const int64_t rad = at->rad[z], air = at->air[z];
        vec heat;
        M(air, air) = sums[0] + air_of_zone(b, m, z, &heat);
        M(rad, rad) = sums[1];
        M(rad, air) = -sums[2];
        M(air, n) = sums[3] + heat;
        M(rad, n) = sums[4];
    }
    for (int64_t p = 0; p < b->P; p++) {
        const Between q = between_zones(b, p);
        add_between(matrix, n, at->rad[q.i], at->rad[q.j], q.rad_rad);
        add_between(matrix, n, at->rad[q.i], at->air[q.j], q.rad_air);
        add_between(matrix, n, at->air[q.i], at->rad[q.j], q.air_rad);
        add_between(matrix, n, at->air[q.i], at->air[q.j], q.air_air);
    }
    for (int64_t k = 0; k < h->links; k++) {
        const int64_t i = at->air[h->link_zones[2 * k]], j = at->air[h->link_zones[2 * k + 1]];
        M(i, i) += b->link[k], M(j, j) += b->link[k];
        add_between(matrix, n, i, j, b->link[k]);
    }
}

/* Eliminate all nodes but the last ones; the diagonal keeps the inverse. */
INLINE void reduce(vec *matrix, int64_t n, int64_t last) {
    UNROLLED
    for (int64_t k = 0; k < n - last; k++) {
        const vec inv = 1.0 / M(k, k);
        UNROLLED
        for (int64_t i = k + 1; i < n; i++) {
            const vec factor = M(k, i) * inv;
            UNROLLED
            for (int64_t j = i; j <= n; j++) M(i, j) -= factor * M(k, j);
        }
        M(k, k) = inv;
    }
}

/* Find the temperatures x of the nodes before some last ones that are known. */
INLINE void follow(const vec *matrix, vec *x, int64_t n, int64_t last) {
    UNROLLED
    for (int64_t k = n - last - 1; k >= 0; k--) {
        vec sum = M(k, n);
        UNROLLED
        for (int64_t j = k + 1; j < n; j++) sum -= M(k, j) * x[j];
        x[k] = sum * M(k, k);
    }
}

/* Power of the zone's heater or cooler, given its free temperatures and those of 1 W. */
INLINE vec quick_power(Body *b, int64_t z, vec air, vec rad, vec unit_air, vec unit_rad) {
    const House *h = b->house;
    const vec op = ROWS(b, operative, 1)[0];
    const vec gain = controlled(unit_air, unit_rad, op);
    const vec short_of = b->lower[z] - controlled(air, rad, op);
    const vec q = smaller(larger(short_of / gain, all(0.0)), ROWS(b, phi_max, b->Z)[z]);
    if (!h->cools) return q;
    const vec over = smaller((b->upper[z] - air) / unit_air, all(0.0));
    return pick(q > 0.0, q, over);
}

/* One zone is served, or none. */
INLINE void solve_quick(Body *b, const Moment *m, int64_t n) {
    const int64_t Z = n / 2, z = b->house->first_served;
    vec *matrix = b->matrix, x[2 * MOST_QUICK];
    const Places at = places_of(b->house, Z);
    quick_equations(b, m, matrix, &at, n);
    reduce(matrix, n, 2);
    const vec rr = M(n - 2, n - 2), ra = M(n - 2, n - 1), aa = M(n - 1, n - 1);
    const vec from_r = M(n - 2, n), from_a = M(n - 1, n);
    const vec one = 1.0 / (rr * aa - ra * ra);
    const vec unit_air = rr * one, unit_rad = -ra * one;
    const vec air = from_a * unit_air + from_r * unit_rad;
    const vec rad = from_a * unit_rad + from_r * (aa * one);
    const vec q = b->house->served ? quick_power(b, z, air, rad, unit_air, unit_rad) : all(0.0);
    b->power[z] = q, b->warm_power[z] = larger(q, all(0.0));
    x[n - 1] = air + unit_air * q, x[n - 2] = rad + unit_rad * q;
    follow(matrix, x, n, 2);
    for (int64_t k = 0; k < Z; k++) b->rad[k] = x[at.rad[k]], b->air[k] = x[at.air[k]];
}

/* Put what the s served zones have without heating, and what a source in the air of each does to
   them, where solve_any has it: the air nodes that are left are solved for all at once, their
   radiant ones follow. */
INLINE void served_responses(Body *b, const vec *matrix, int64_t n, int64_t s) {
    const int64_t Z = n / 2, first = b->house->first_served, left = n - s, rows = 2 * s + 1;
    const int64_t columns = b->columns, source = 2 * Z;
    vec *table = b->table, *equations = b->left;
    UNROLLED
    for (int64_t i = 0; i < s; i++) {
        vec *row = equations + i * rows;
        UNROLLED
        for (int64_t j = 0; j < s; j++) {
            row[j] = i <= j ? M(left + i, left + j) : M(left + j, left + i);
            row[s + 1 + j] = all(i == j);
        }
        row[s] = M(left + i, n);
    }
    eliminate(equations, s, rows);
    UNROLLED
    for (int64_t c = 0; c <= s; c++) {
        UNROLLED
        for (int64_t i = s - 1; i >= 0; i--) {
            const int64_t k = left - s + i;
            vec sum = c ? all(0.0) : M(k, n);
            UNROLLED
            for (int64_t j = i + 1; j < s; j++) sum -= M(k, left - s + j) * AT(Z + first + j, source + c);
            UNROLLED
            for (int64_t j = 0; j < s; j++) sum -= M(k, left + j) * equations[j * rows + s + c];
            AT(first + i, source + c) = equations[i * rows + s + c];
            AT(Z + first + i, source + c) = sum * M(k, k);
        }
    }
}

/* Several zones are served, s of them. */
INLINE void solve_several(Body *b, const Moment *m, int64_t n, int64_t s) {
    const House *h = b->house;
    const int64_t Z = n / 2, columns = b->columns, first = h->first_served;
    vec *matrix = b->matrix, *table = b->table, x[2 * MOST_QUICK];
    const Places at = places_of(h, Z);
    quick_equations(b, m, matrix, &at, n);
    reduce(matrix, n, s);
    served_responses(b, matrix, n, s);
    powers_of_several(b, Z, s);
    UNROLLED
    for (int64_t i = 0; i < s; i++) {
        vec air = AT(first + i, 2 * Z);
        UNROLLED
        for (int64_t j = 0; j < s; j++) air += AT(first + i, 2 * Z + 1 + j) * b->power[first + j];
        b->warm_power[first + i] = larger(b->power[first + i], all(0.0));
        x[n - s + i] = air;
    }
    follow(matrix, x, n, s);
    for (int64_t k = 0; k < Z; k++) b->rad[k] = x[at.rad[k]], b->air[k] = x[at.air[k]];
}
#undef M
#undef AT

static void solve_zones(Body *b, const Moment *m) {
    const int64_t Z = b->Z, served = b->house->served;
    if (!b->house->all_convective) solve_any(b, m);
    else if (Z == 1) solve_quick(b, m, 2);
    else if (Z == 2 && served < 2) solve_quick(b, m, 4);
    else if (Z == 2) solve_several(b, m, 4, 2);
    else if (Z == 3 && served < 2) solve_quick(b, m, 6);
    else if (Z == 3 && served == 2) solve_several(b, m, 6, 2);
    else if (Z == 3) solve_several(b, m, 6, 3);
    else if (Z == 4 && served < 2) solve_quick(b, m, 8);
    else if (Z == 4 && served == 2) solve_several(b, m, 8, 2);
    else if (Z == 4 && served == 3) solve_several(b, m, 8, 3);
    else if (Z == 5 && served < 2) solve_quick(b, m, 10);
    else if (Z == 5 && served == 2) solve_several(b, m, 10, 2);
    else if (Z == 5 && served == 3) solve_several(b, m, 10, 3);
    else solve_any(b, m);
}
#endif
