/* Hours and days of four houses: what they meet, in steps that equipment's switching asks for. */
#ifndef HOURS_H
#define HOURS_H
#include "light.h"
#include "step.h"

#define CP_AIR ((num)1004.84)
#define GAS_CONSTANT ((num)287.05)
#define HOUR ((num)3600.0)
#define START 10.0
#define LONG 6
/* places among the lengths */
enum { STEADY_STATE, APPROACH, ONE_HOUR };

/* Give everything one temperature and the walls the state that belongs to it. */
static void start_at(Body *b, num theta) {
    const House *h = b->house;
    const vec *steady = modal_of(b, STEADY_STATE), zero = all(0.0), t = all(theta);
    find_sides(b);
    find_stretches(b);
    for (int64_t e = 0; e < b->E; e++)
        b->faces[e] = (Face){t, t, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero};
    for (int64_t p = 0; p < b->P; p++) b->far[p] = (Far){zero, zero, zero, zero, zero, zero};
    for (int64_t z = 0; z < b->Z; z++) {
        b->air[z] = b->rad[z] = all(theta);
        b->power[z] = b->warm_power[z] = all(0.0);
    }
    for (int64_t n = 0; n < b->H * b->L; n++)
        b->z[n] = (steady[n * 3 + 1] + steady[n * 3 + 2]) * theta;
    for (int64_t c = 0; c < h->covers; c++) b->closed[c] = all(-1.0);
    const vec *y = ROWS(b, y, h->lengths * b->E * 3);
    for (int64_t n = 0; n < h->lengths * b->E * 3; n++) b->y[n] = y[n];
    b->remembers = -1, b->dark = 0;
    eliminate_steady(b);
    spread_gains(b);
}

static void begin_day(Body *b, int64_t day) {
    const House *h = b->house;
    const vec *behind = ROWS(b, h_behind, b->E);
    const vec *theta = ROWS(b, theta_behind, 12 * b->E) + h->month_of_day[day] * b->E;
    for (int64_t e = 0; e < b->out - b->P; e++) b->faces[e].behind = behind[e] * theta[e];
    b->season = on_day(b, 0, day);
    b->counted = on_day(b, 1, day);
    for (int64_t z = 0; z < b->Z; z++) b->fan_on[z] = on_day(b, 2 + z, day);
    for (int64_t n = 0; n < h->links; n++) b->link_on[n] = on_day(b, 2 + b->Z + n, day);
    for (int64_t c = 0; c < h->covers; c++)
        b->cover_on[c] = on_day(b, 2 + b->Z + h->links + c, day);
}

/* Give the elements with covers their conductance of the hour, where it changes. */
static void switch_covers(Body *b, int64_t hour) {
    const House *h = b->house;
    int changed = 0;
    for (int64_t c = 0; c < h->covers; c++) {
        const vec closed = ROWS(b, cover_closed, 24 * h->covers)[hour * h->covers + c] * b->cover_on[c];
        if (!any(closed != b->closed[c])) continue;
        changed = 1;
        b->closed[c] = closed;
        const vec g = pick(closed > 0.0, ROWS(b, cover_shut, h->covers)[c],
                           ROWS(b, cover_open, h->covers)[c]);
        for (int64_t d = 0; d < h->lengths; d++)
            for (int kind = 0; kind < 3; kind++) Y(b, d)[h->cover_element[c] * 3 + kind] = g;
    }
    if (changed) eliminate_steady(b);
}

/* Flow of fans and of windows that people open while it is warmer inside [m3/s]. */
static void let_air_in(Body *b, int64_t hour, num theta_e, vec *fan) {
    const vec *flow = ROWS(b, fan, 24 * b->Z) + hour * b->Z, *opens = ROWS(b, opens_at, b->Z);
    for (int64_t z = 0; z < b->Z; z++) {
        fan[z] = flow[z] * b->fan_on[z];
        if (!b->house->opens) continue;
        const mask always = opens[z] == all(-__builtin_inf());
        const mask opened = (b->air[z] > opens[z]) & ((b->air[z] > all(theta_e)) | always);
        fan[z] = pick(opened, fan[z], all(0.0));
    }
}

/* Conductance of each air link [W/K] at the mean density of its ends. */
static void link_air(Body *b, int64_t hour, vec *link) {
    const House *h = b->house;
    for (int64_t n = 0; n < h->links; n++) {
        const vec mean = 0.5 * (b->air[h->link_zones[2 * n]] + b->air[h->link_zones[2 * n + 1]]);
        const vec capacity = (num)(h->pressure / GAS_CONSTANT * CP_AIR) / (mean + KELVIN);
        link[n] = capacity * ROWS(b, link_flow, 24 * h->links)[hour * h->links + n] * b->link_on[n];
    }
}

INLINE num between(const House *h, int64_t hour, int64_t k, num middle) {
    return h->ends[hour * 4 + k] * (1 - middle) + h->ends[(hour + 1) * 4 + k] * middle;
}

INLINE Moment moment_at(const Body *b, int64_t hour, int64_t length, num middle) {
    const House *h = b->house;
    return (Moment){hour, length, h->seconds[length], between(h, hour, 0, middle),
                    between(h, hour, 1, middle), between(h, hour, 2, middle),
                    between(h, hour, 3, middle)};
}

/* Set points of a step; no heating beyond the season. */
static void set_points(Body *b, int64_t at) {
    const House *h = b->house;
    const vec *lower = ROWS(b, lower, h->steps * b->Z) + at * b->Z;
    const vec *upper = ROWS(b, upper, h->steps * b->Z) + at * b->Z;
    for (int64_t z = 0; z < b->Z; z++) {
        b->lower[z] = pick(b->season > 0.0, lower[z], all(-__builtin_inf()));
        b->upper[z] = upper[z];
    }
}

/* One step of an hour whose light is known; at: place among the steps of the day. */
static Moment run_step(Body *b, int64_t day, int64_t hour, int64_t length, num middle,
                       int64_t at) {
    const Moment m = moment_at(b, day * 24 + hour, length, middle);
    const vec *phi_con = ROWS(b, phi_con, 24 * b->Z) + hour * b->Z;
    for (int64_t z = 0; z < b->Z; z++) b->phi_con[z] = phi_con[z];
    let_air_in(b, hour, m.theta_e, b->fan);
    link_air(b, hour, b->link);
    set_points(b, at);
    step(b, &m);
    return m;
}

/* Set covers and light of an hour. */
static void begin_hour(Body *b, int64_t day, int64_t hour) {
    const Sky sky = sky_at(b, day * 24 + hour);
    switch_covers(b, hour);
    light_of(b, &sky, b->gains + hour * b->F);
}

/* Begin with the mean of the steady states of the hours of a day. */
static void settle(Body *b, int64_t day) {
    const int64_t count = b->H * b->L;
    vec *total = b->mean_z;
    start_at(b, START);
    begin_day(b, day);
    for (int64_t n = 0; n < count; n++) total[n] = all(0.0);
    for (int64_t hour = 0; hour < 24; hour++) {
        begin_hour(b, day, hour);
        run_step(b, day, hour, STEADY_STATE, 0.5, b->house->hour_start[hour]);
        advance(b, STEADY_STATE);
        for (int64_t n = 0; n < count; n++) total[n] += b->z[n];
    }
    for (int64_t n = 0; n < count; n++) b->z[n] = total[n] / 24.0;
    b->remembers = -1;
}

/* Add the set points of an hour's last step to a mean that leaves out those that are off. */
static void add_set_points(Body *b, int64_t hour, vec *low, vec *high, vec *n_low, vec *n_high) {
    const vec one = all(1.0), zero = all(0.0);
    set_points(b, b->house->hour_start[hour + 1] - 1);
    for (int64_t z = 0; z < b->Z; z++) {
        const mask on = b->lower[z] != all(-__builtin_inf());
        const mask cools = b->upper[z] != all(__builtin_inf());
        low[z] += pick(on, b->lower[z], zero), n_low[z] += pick(on, one, zero);
        high[z] += pick(cools, b->upper[z], zero), n_high[z] += pick(cools, one, zero);
    }
}

/* The mean of some hours as one moment. */
static Moment mean_moment(Body *b, int64_t day, int64_t first) {
    const House *h = b->house;
    num mean[4] = {0.0, 0.0, 0.0, 0.0};
    for (int64_t n = 0; n <= LONG; n++)
        for (int k = 0; k < 4; k++) mean[k] += h->ends[(day * 24 + first + n) * 4 + k] / (LONG + 1);
    return (Moment){day * 24 + first, APPROACH, LONG * HOUR, mean[0], mean[1], mean[2], mean[3]};
}

/* Set what the zones meet on average over some hours; covers stay as in the first. */
static void begin_hours(Body *b, int64_t day, int64_t first, num theta_e) {
    const House *h = b->house;
    const Sky sky = mean_sky(b, day * 24 + first, LONG);
    vec *low = b->before, *n_low = b->count_low, *high = b->mean_high, *n_high = b->count_high;
    for (int64_t z = 0; z < b->Z; z++)
        low[z] = n_low[z] = high[z] = n_high[z] = b->fan[z] = b->phi_con[z] = all(0.0);
    for (int64_t f = 0; f < b->F; f++) b->mean_gains[f] = all(0.0);
    for (int64_t n = 0; n < h->links; n++) b->link[n] = all(0.0);
    for (int64_t hour = first; hour < first + LONG; hour++) {
        let_air_in(b, hour, theta_e, b->mean_fan);
        link_air(b, hour, b->mean_link);
        for (int64_t z = 0; z < b->Z; z++) {
            b->fan[z] += b->mean_fan[z] / LONG;
            b->phi_con[z] += ROWS(b, phi_con, 24 * b->Z)[hour * b->Z + z] / LONG;
        }
        for (int64_t f = 0; f < b->F; f++) b->mean_gains[f] += b->gains[hour * b->F + f] / LONG;
        for (int64_t n = 0; n < h->links; n++) b->link[n] += b->mean_link[n] / LONG;
        add_set_points(b, hour, low, high, n_low, n_high);
    }
    switch_covers(b, first);
    light_of(b, &sky, b->mean_gains);
    for (int64_t z = 0; z < b->Z; z++) {
        b->lower[z] = pick(n_low[z] > 0.0, low[z] / n_low[z], all(-__builtin_inf()));
        b->upper[z] = pick(n_high[z] > 0.0, high[z] / n_high[z], all(__builtin_inf()));
    }
}

/* Run a day in few long steps of mean conditions. */
static void approach_day(Body *b, int64_t day) {
    begin_day(b, day);
    for (int64_t first = 0; first < 24; first += LONG) {
        const Moment m = mean_moment(b, day, first);
        begin_hours(b, day, first, m.theta_e);
        step(b, &m);
        advance(b, APPROACH);
    }
}
#endif
