/* The steady design day of the validation cases: a day repeated from a warm house until it
   repeats itself; the day after that one is the result, as in the reference's procedure, which
   ends before the ground has cooled down. */
#ifndef DESIGN_H
#define DESIGN_H
#include "account.h"

#define DESIGN_START 23.0
#define DESIGN_DAYS 30
#define DESIGN_DAYS_LEAST 5
#define LOAD_TOLERANCE ((num)0.02)
#define THETA_TOLERANCE ((num)0.05)

/* Compare an hour of the design day with the day before; keep it as the one before. */
static mask hour_repeats(Body *b, vec *trace, vec load) {
    const vec change = magnitude(load - trace[0]) / larger(trace[0], all(100.0));
    mask same = change < LOAD_TOLERANCE;
    trace[0] = load;
    for (int64_t z = 0; z < b->Z; z++) {
        same &= magnitude(b->air[z] - trace[1 + z]) < THETA_TOLERANCE;
        trace[1 + z] = b->air[z];
    }
    return same;
}

static void run_design_day(Body *b) {
    const House *h = b->house;
    vec power = all(0.0);
    mask found = power != power, done = found;
    start_at(b, DESIGN_START);
    begin_day(b, 0);
    b->season = all(1.0);
    for (int64_t day = 0; day <= DESIGN_DAYS; day++) {
        vec total = all(0.0);
        mask same = all(0.0) == all(0.0);
        for (int64_t hour = 0; hour < 24; hour++) {
            vec load = all(0.0);
            begin_hour(b, 0, hour);
            run_step(b, 0, hour, ONE_HOUR, 0.5, h->hour_start[hour]);
            advance(b, ONE_HOUR);
            for (int64_t z = 0; z < b->Z; z++) load += b->power[z];
            total += load;
            same &= hour_repeats(b, b->trace + hour * (1 + b->Z), load);
        }
        power = pick(found & ~done, total / 24.0, power);
        done |= found;
        if (day >= DESIGN_DAYS_LEAST) found |= same;
        if (day == DESIGN_DAYS - 1) found = all(0.0) == all(0.0);
    }
    h->design[b->block] = power;
}
#endif
