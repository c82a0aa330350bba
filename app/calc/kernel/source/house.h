/* What a run is given and gives back; the same list stands in ../layout.py.

   Houses of one build ("block": four or eight of them) share the integers, the weather and the light of
   each orientation. Every ``const vec *`` is (blocks, rows, LANES) with the rows named beside it.
   Conductances carry their areas [W/K], sources are powers [W], temperatures are [degC].

   E elements: those with a known climate or none behind, partitions (P), those outdoors (O).
   F = E + P faces towards zones: all inner ones, then the outer ones of the partitions.
   Z zones, W outdoor windows, C covers, J air links, H heavy elements with L modes at most.
*/
#ifndef HOUSE_H
#define HOUSE_H
#include "vec.h"

#define MOMENTS 7
#define REVISION 5 /* of what the record's fields mean and which entries there are */
#define PAIRS(rows) (((rows) + ROWS_OF_PAIR - 1) / ROWS_OF_PAIR)

typedef struct {
    /* counts */
    int64_t blocks, elements, partitions, outdoor, zones, windows, covers, links, heavy, modes;
    int64_t first_heavy, lengths, steps, first_served, served, cools, all_convective;
    int64_t planes, across, opens, balance, hourly, iso, days, warm_up, approach;
    /* integers that houses of one build share */
    const int32_t *zone_of_face;     /* F */
    const int32_t *fixed_face;       /* F: 1 where the inner coefficient is constant */
    const int32_t *modes_of;         /* H */
    const int32_t *window_outdoor;   /* W: place among the outdoor elements */
    const int32_t *window_cover;     /* W: its cover, -1 without */
    const int32_t *cover_element;    /* C */
    const int32_t *link_zones;       /* J, 2 */
    const int32_t *plane_start;      /* planes + 1: ranges of plane_face */
    const int32_t *plane_face;       /* faces that share a plane and a zone */
    const int32_t *across_face;      /* across: face whose light heats the face beyond */
    const int32_t *across_beyond;
    const int32_t *floor_face;       /* F: 1 where the beam falls */
    const int32_t *fixed_outer;      /* O: 1 where the outer coefficient is constant */
    const int32_t *hour_start;       /* 25: first step of each hour */
    const int32_t *step_length;      /* steps: place among the lengths */
    const int32_t *day_list;         /* approach + days: days of the year 0..364 */
    const int32_t *month_of_day;     /* 365 */
    const uint8_t *masks;            /* masks, 365: periods of the year */
    const uint8_t *rain;             /* 8760 */
    const uint8_t *lee;              /* 8760, O */
    const uint8_t *lit;              /* 8760: there is any sun */
    /* numbers that they share */
    const num *seconds;           /* lengths [s], infinite for the steady state */
    const num *step_share;        /* steps: share of the hour */
    const num *step_middle;       /* steps: middle as share of the hour */
    const num *ends;              /* 8761, 4: outdoor and sky temperature, wind, rho*c */
    const float *forced;             /* 8760, O: squared forced convection */
    const num *sun;               /* 8760, O: irradiance [W/m2] */
    const num *moments;           /* 8760, W, MOMENTS: beam by powers of the cosine */
    const num *diffuse;           /* 8760, W */
    const vec_f *outer_warm;         /* O filled up to pairs: factor of natural convection */
    const vec_f *outer_cold;
    double pressure;
    /* by house */
    const vec_f *warm, *cold, *least, *fixed, *long_wave;       /* F filled up to pairs */
    const vec *spread_beam, *spread_diffuse, *spread_across, *radiant, *heater; /* F */
    const vec *y;                    /* lengths, E, 3: y_ii, -y_io, y_oo */
    const vec *modal;                /* lengths, H, L, 3: what remains, what it takes from faces */
    const vec *share;                /* lengths, H: area by length of the step */
    const vec *h_behind;             /* E */
    const vec *theta_behind;         /* 12, E */
    const vec_f *outer_area, *rough, *plain, *to_sky, *to_air, *windward, *leeward; /* O, pairs */
    const vec *alpha;                /* O */
    const vec *optics;               /* 2, W, 3 (MOMENTS + 1): let through, absorbed; shut second */
    const vec *reflected;            /* Z */
    const vec *mixing;               /* Z, Z */
    const vec *phi_con, *phi_rad, *fan;      /* 24, Z */
    const vec *opens_at, *volume;    /* Z */
    const vec *flow;                 /* 6, Z */
    const vec *link_flow;            /* 24, J */
    const vec *cover_open, *cover_shut;      /* C */
    const vec *cover_closed;         /* 24, C: 1 while closed */
    const vec *lower, *upper;        /* steps, Z */
    const vec *wanted;               /* 24, Z: mean set point of the hour */
    const vec *phi_max;              /* Z */
    const vec *operative, *convective;       /* 1 */
    const int32_t *period;           /* 2 + Z + J + C, LANES: masks of season, days that count,
                                        ventilation, links, covers */
    /* results */
    vec *digest;                     /* Z, DIGEST */
    vec *totals;                     /* TOTALS */
    vec *face_heat;                  /* F [Wh] */
    vec *sums;                       /* Z, SUMS [Wh] */
    vec *series;                     /* 8760, Z, 4: air, radiant, heating, cooling */
    vec *design;                     /* 1: power on the design day [W] */
    vec *scratch;
} House;

enum { HEAT, COLD, JAN_SUM, JAN_HOURS, JAN_MIN, MINIMUM, MAXIMUM, SUM, HOURS_RUN, UNDER, UNDER_DEGREES,
       WARM_HOURS, MONTHS, DIGEST = MONTHS + 12 };
enum { PEAK, PEAK_COLD, TOTALS };
enum { VENTILATION, LINKS, GAINS, SUN, STORED, SEASON_HEAT, SEASON_COLD, SUMS };
#endif
