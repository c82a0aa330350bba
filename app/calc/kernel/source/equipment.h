/* Which heaters and coolers run in a step and how hard, for one house with several served zones:
   free temperatures and unit responses in, powers out. */
#ifndef EQUIPMENT_H
#define EQUIPMENT_H
#include "house.h"

#define ROUNDS 8
#define MOST_SERVED 16

typedef struct {
    int n;
    double air[MOST_SERVED], control[MOST_SERVED], lower[MOST_SERVED], upper[MOST_SERVED];
    double most[MOST_SERVED], q[MOST_SERVED];
    /* response of zone i to 1 W in zone j */
    double heat[MOST_SERVED][MOST_SERVED], heat_air[MOST_SERVED][MOST_SERVED];
    double cool[MOST_SERVED][MOST_SERVED], cool_control[MOST_SERVED][MOST_SERVED];
    double m[MOST_SERVED][MOST_SERVED + 1];
    int heating[MOST_SERVED], cooling[MOST_SERVED], full[MOST_SERVED];
} Lane;

/* Gauss and Jordan without exchange of rows. */
static void solve_lane(double m[MOST_SERVED][MOST_SERVED + 1], int n) {
    for (int k = 0; k < n; k++) {
        for (int j = n; j >= k; j--) m[k][j] /= m[k][k];
        for (int i = 0; i < n; i++) {
            if (i == k) continue;
            const double factor = m[i][k];
            for (int j = k; j <= n; j++) m[i][j] -= factor * m[k][j];
        }
    }
}

static void powers_of_round(Lane *a) {
    double (*m)[MOST_SERVED + 1] = a->m;
    for (int i = 0; i < a->n; i++) {
        const int active = (a->heating[i] && !a->full[i]) || a->cooling[i];
        for (int j = 0; j < a->n; j++) {
            if (!active) m[i][j] = i == j;
            else if (a->heating[i]) m[i][j] = a->heating[j] ? a->heat[i][j] : a->cool_control[i][j];
            else m[i][j] = a->heating[j] ? a->heat_air[i][j] : a->cool[i][j];
        }
        if (active)
            m[i][a->n] = a->heating[i] ? a->lower[i] - a->control[i] : a->upper[i] - a->air[i];
        else
            m[i][a->n] = a->full[i] ? a->most[i] : 0.0;
    }
    solve_lane(m, a->n);
    for (int i = 0; i < a->n; i++) a->q[i] = m[i][a->n];
}

/* Change who runs where the round's powers contradict it; return whether anything changed. */
static int revise(Lane *a) {
    int changed = 0;
    int low[MOST_SERVED], high[MOST_SERVED], start[MOST_SERVED], release[MOST_SERVED];
    for (int i = 0; i < a->n; i++) {
        double reached = a->control[i];
        for (int j = 0; j < a->n; j++)
            reached += (a->heating[j] ? a->heat[i][j] : a->cool_control[i][j]) * a->q[j];
        const int free = a->heating[i] && !a->full[i];
        low[i] = free && a->q[i] < 0.0;
        high[i] = free && a->q[i] > a->most[i];
        start[i] = !a->heating[i] && !a->cooling[i] && reached < a->lower[i] - 1e-9;
        release[i] = a->full[i] && reached > a->lower[i] + 1e-9;
        const int warm = a->cooling[i] && a->q[i] > 0.0;
        changed |= low[i] || high[i] || start[i] || release[i] || warm;
    }
    if (!changed) return 0;
    for (int i = 0; i < a->n; i++) {
        a->heating[i] = (a->heating[i] && !low[i]) || start[i];
        a->full[i] = (a->full[i] || high[i]) && !release[i] && a->heating[i];
        a->cooling[i] = a->cooling[i] && a->q[i] <= 0.0;
    }
    return 1;
}

static void run_lane(Lane *a) {
    int running = 0;
    for (int i = 0; i < a->n; i++) {
        a->heating[i] = a->control[i] < a->lower[i];
        a->cooling[i] = a->air[i] > a->upper[i] && !a->heating[i];
        a->full[i] = 0;
        a->q[i] = 0.0;
        running |= a->heating[i] || a->cooling[i];
    }
    if (!running) return;
    for (int n = 0; n < ROUNDS; n++) {
        powers_of_round(a);
        if (!revise(a)) break;
    }
    for (int i = 0; i < a->n; i++) {
        const double q = a->q[i];
        if (a->heating[i]) a->q[i] = q < 0.0 ? 0.0 : q > a->most[i] ? a->most[i] : q;
        else a->q[i] = a->cooling[i] && q < 0.0 ? q : 0.0;
    }
}
#endif
