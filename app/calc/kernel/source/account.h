/* What is kept of the hours: figures of zones, the heat balance of the season, hourly series. */
#ifndef ACCOUNT_H
#define ACCOUNT_H
#include "hours.h"

#define NOTICED 0.5  /* [K] below the set point that counts as under-heated */
#define WARM_AIR 28.0

/* Add a step's heat [Wh] to the sums of the season, before the walls take it up. */
static void account(Body *b, const Moment *m, vec hours) {
    const House *h = b->house;
    const int64_t between = b->out - b->P;
    vec *heat = h->face_heat + b->block * b->F, *sums = h->sums + b->block * b->Z * SUMS;
    const vec *y = Y(b, m->length);
    const Face *f = b->faces;
    for (int64_t e = 0; e < b->E; e++, f++, y += 3)
        heat[e] += (y[0] * f->t_i - y[1] * f->t_o - f->memory_i) * hours;
    f = b->faces + between, y = Y(b, m->length) + 3 * between;
    for (int64_t p = 0; p < b->P; p++, f++, y += 3)
        heat[b->E + p] += (y[2] * f->t_o - y[1] * f->t_i - f->memory_o) * hours;
    const vec *phi_rad = ROWS(b, phi_rad, 24 * b->Z) + m->hour % 24 * b->Z;
    const vec *volume = ROWS(b, volume, b->Z);
    const vec runs = pick(hours > 0.0, all(1.0), all(0.0));
    for (int64_t z = 0; z < b->Z; z++) {
        vec *s = sums + z * SUMS;
        s[VENTILATION] += b->ventilation[z] * (m->theta_e - b->air[z]) * hours;
        s[GAINS] += (b->phi_con[z] + phi_rad[z]) * hours;
        s[SUN] += b->entered[z] * hours;
        s[STORED] += volume[z] * (m->capacity / HOUR) * (b->air[z] - b->before[z]) * runs;
    }
    for (int64_t n = 0; n < h->links; n++) {
        const int32_t i = h->link_zones[2 * n], j = h->link_zones[2 * n + 1];
        const vec flow = b->link[n] * (b->air[j] - b->air[i]) * hours;
        sums[i * SUMS + LINKS] += flow;
        sums[j * SUMS + LINKS] -= flow;
    }
}

/* Add a step's share to the means of the hour. */
static void add_to_hour(Body *b, num share) {
    for (int64_t z = 0; z < b->Z; z++) {
        vec *mean = b->hour + z * 4;
        const vec warm = larger(b->power[z], all(0.0));
        mean[0] += share * b->air[z];
        mean[1] += share * b->rad[z];
        mean[2] += share * warm;
        mean[3] += share * (warm - b->power[z]);
    }
}

INLINE vec one_if(mask m) { return pick(m, all(1.0), all(0.0)); }

static void digest_zone(Body *b, int64_t z, int64_t month, int64_t hour, vec counted) {
    const House *h = b->house;
    vec *d = h->digest + (b->block * b->Z + z) * DIGEST;
    const vec *mean = b->hour + z * 4;
    const mask on = counted > 0.0;
    const vec air = mean[0], felt = 0.5 * (mean[0] + mean[1]);
    d[HEAT] += mean[2] * counted;
    d[COLD] += mean[3] * counted;
    d[MONTHS + month] += mean[2] * counted;
    d[SUM] += air * counted;
    d[HOURS_RUN] += counted;
    d[MINIMUM] = pick(on, smaller(d[MINIMUM], air), d[MINIMUM]);
    d[MAXIMUM] = pick(on, larger(d[MAXIMUM], air), d[MAXIMUM]);
    if (month == 0) {
        d[JAN_SUM] += air * counted;
        d[JAN_HOURS] += counted;
        d[JAN_MIN] = pick(on, smaller(d[JAN_MIN], air), d[JAN_MIN]);
    }
    const vec wanted = ROWS(b, wanted, 24 * b->Z)[hour * b->Z + z];
    const vec seen = pick(ROWS(b, operative, 1)[0] > 0.0, felt, air);
    const vec missing = larger(wanted - seen, all(0.0)) * b->season * counted;
    d[UNDER] += one_if(missing > NOTICED);
    d[UNDER_DEGREES] += missing;
    d[WARM_HOURS] += one_if(felt > WARM_AIR) * counted;
    vec *sums = h->sums + (b->block * b->Z + z) * SUMS;
    sums[SEASON_HEAT] += mean[2] * counted * b->season;
    sums[SEASON_COLD] += mean[3] * counted * b->season;
}

/* Take the means of an hour of the year into the figures. */
static void digest_hour(Body *b, int64_t day, int64_t hour) {
    const House *h = b->house;
    vec heat = all(0.0), cold = all(0.0), *totals = h->totals + b->block * TOTALS;
    for (int64_t z = 0; z < b->Z; z++) {
        digest_zone(b, z, h->month_of_day[day], hour, b->counted);
        heat += b->hour[z * 4 + 2];
        cold += b->hour[z * 4 + 3];
    }
    totals[PEAK] = larger(totals[PEAK], heat * b->counted);
    totals[PEAK_COLD] = larger(totals[PEAK_COLD], cold * b->counted);
    if (!h->hourly) return;
    vec *series = h->series + (b->block * 8760 + day * 24 + hour) * b->Z * 4;
    for (int64_t n = 0; n < b->Z * 4; n++) series[n] = b->hour[n] * b->counted;
}

/* Empty the figures of a block. */
static void clear(const Body *b) {
    const House *h = b->house;
    vec *d = h->digest + b->block * b->Z * DIGEST;
    for (int64_t n = 0; n < b->Z * DIGEST; n++) d[n] = all(0.0);
    for (int64_t z = 0; z < b->Z; z++) {
        d[z * DIGEST + JAN_MIN] = d[z * DIGEST + MINIMUM] = all(__builtin_inf());
        d[z * DIGEST + MAXIMUM] = all(-__builtin_inf());
    }
    for (int64_t n = 0; n < TOTALS; n++) h->totals[b->block * TOTALS + n] = all(0.0);
    for (int64_t f = 0; f < b->F; f++) h->face_heat[b->block * b->F + f] = all(0.0);
    for (int64_t n = 0; n < b->Z * SUMS; n++) h->sums[b->block * b->Z * SUMS + n] = all(0.0);
}

static void run_day(Body *b, int64_t day, int counts) {
    const House *h = b->house;
    begin_day(b, day);
    for (int64_t hour = 0; hour < 24; hour++) {
        begin_hour(b, day, hour);
        for (int64_t n = 0; n < 4 * b->Z; n++) b->hour[n] = all(0.0);
        for (int64_t at = h->hour_start[hour]; at < h->hour_start[hour + 1]; at++) {
            for (int64_t z = 0; z < b->Z; z++) b->before[z] = b->air[z];
            const num share = h->step_share[at];
            const Moment m = run_step(b, day, hour, h->step_length[at], h->step_middle[at], at);
            if (counts && h->balance) account(b, &m, b->season * b->counted * share);
            if (counts) add_to_hour(b, share);
            advance(b, m.length);
        }
        if (counts) digest_hour(b, day, hour);
    }
}
#endif
