/* The hourly engine: blocks of four or eight houses through days of a weather year. See house.h. */
#include "design.h"

#define CONCAT(a, b) a##b
#define NAMED(a, b) CONCAT(a, b)
/* ENTRY: suffix of the instruction set and precision that this file is compiled for */

/* Return the number of vecs of scratch that a run needs. */
int64_t NAMED(scratch_, ENTRY)(const House *house) {
    Body body;
    return lay_out(&body, house, 0, 0);
}

/* Return the sizes of record and results, to compare with those of the caller. */
int64_t NAMED(size_, ENTRY)(void) {
    return (int64_t)sizeof(House) + 100000 * (DIGEST + 100 * SUMS + 10000 * TOTALS) +
           1000000000000 * REVISION;
}

/* Run a block through its days. */
void NAMED(year_, ENTRY)(const House *house, int64_t block) {
    Body body, *b = &body;
    lay_out(b, house, house->scratch, block);
    clear(b);
    settle(b, house->day_list[0]);
    for (int64_t n = 0; n < house->approach; n++) approach_day(b, house->day_list[n]);
    for (int64_t n = 0; n < house->days; n++)
        run_day(b, house->day_list[house->approach + n], n >= house->warm_up);
}

/* Run a block through the design day of a weather year that is the same in every hour. */
void NAMED(design_, ENTRY)(const House *house, int64_t block) {
    Body body;
    lay_out(&body, house, house->scratch, block);
    run_design_day(&body);
}
