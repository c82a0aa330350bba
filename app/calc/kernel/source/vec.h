/* Four houses at a time: a vec holds the same quantity of four columns of a batch.

   Nothing here depends on the compiler or the processor: no contraction, no reassociation, own
   cube root. A column's result is the same to the last bit whatever runs beside it.
*/
#ifndef VEC_H
#define VEC_H
#include <stdint.h>

#define LANES 4
#define INLINE static inline __attribute__((always_inline))

typedef double vec __attribute__((vector_size(32), aligned(8)));
typedef int64_t mask __attribute__((vector_size(32), aligned(8)));
typedef float vec_f __attribute__((vector_size(16)));
typedef int32_t vec_i __attribute__((vector_size(16)));

INLINE vec all(double x) { return (vec){x, x, x, x}; }
INLINE vec pick(mask m, vec a, vec b) { return (vec)((m & (mask)a) | (~m & (mask)b)); }
INLINE vec larger(vec a, vec b) { return pick(a > b, a, b); }
INLINE vec smaller(vec a, vec b) { return pick(a < b, a, b); }
INLINE int any(mask m) { return (m[0] | m[1] | m[2] | m[3]) != 0; }
INLINE vec magnitude(vec x) { return (vec)((mask)x & INT64_MAX); }

INLINE vec wide(vec_f x) { return __builtin_convertvector(x, vec); }
INLINE vec_f narrow(vec x) { return __builtin_convertvector(x, vec_f); }

INLINE vec root(vec x) {
    vec r;
    for (int i = 0; i < LANES; i++) r[i] = __builtin_sqrt(x[i]);
    return r;
}

/* Square root to seven digits, enough for a film coefficient. */
INLINE vec rough_root(vec x) {
    const vec_f s = narrow(x);
    vec_f r;
    for (int i = 0; i < LANES; i++) r[i] = __builtin_sqrtf(s[i]);
    return wide(r);
}

/* Cube root of a temperature difference to six digits: a third of the exponent as the first guess
   of 1 / cube root, two steps of third order without a division; |x| < 1e-12 counts as 0. */
INLINE vec cube_root(vec x) {
    const vec a = larger(magnitude(x), all(1e-12));
    const vec_f s = narrow(a);
    const vec_f third = __builtin_convertvector((vec_i)s, vec_f) * (1.0f / 3.0f);
    vec_f y = (vec_f)(1419967116 - __builtin_convertvector(third, vec_i));
    for (int n = 0; n < 2; n++) {
        const vec_f c = s * (y * y * y);
        y *= (14.0f / 9.0f) - c * ((7.0f / 9.0f) - (2.0f / 9.0f) * c);
    }
    const vec r = wide(s * (y * y));
    return (vec)((mask)r | ((mask)x & INT64_MIN));
}
#endif
