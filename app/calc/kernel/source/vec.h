/* Four houses at a time: a vec holds the same quantity of four columns of a batch, a pair that of
   two neighbouring rows in single precision.

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
typedef float vec_f __attribute__((vector_size(16), aligned(4)));
typedef float pair __attribute__((vector_size(32), aligned(4)));
typedef int32_t pair_i __attribute__((vector_size(32), aligned(4)));
typedef double register_d __attribute__((vector_size(32)));
typedef float register_f __attribute__((vector_size(32)));
typedef float half_f __attribute__((vector_size(16)));

INLINE vec all(double x) { return (vec){x, x, x, x}; }
INLINE vec pick(mask m, vec a, vec b) { return (vec)((m & (mask)a) | (~m & (mask)b)); }
#if defined(__AVX__)
INLINE vec larger(vec a, vec b) { return (vec)__builtin_ia32_maxpd256((register_d)a, (register_d)b); }
INLINE vec smaller(vec a, vec b) { return (vec)__builtin_ia32_minpd256((register_d)a, (register_d)b); }
INLINE pair larger_f(pair a, pair b) { return (pair)__builtin_ia32_maxps256((register_f)a, (register_f)b); }
#else
INLINE vec larger(vec a, vec b) { return pick(a > b, a, b); }
INLINE vec smaller(vec a, vec b) { return pick(a < b, a, b); }
INLINE pair larger_f(pair a, pair b) {
    const pair_i m = a > b;
    return (pair)((m & (pair_i)a) | (~m & (pair_i)b));
}
#endif
INLINE int any(mask m) { return (m[0] | m[1] | m[2] | m[3]) != 0; }
INLINE vec magnitude(vec x) { return (vec)((mask)x & INT64_MAX); }

#if defined(__AVX__) && !defined(__clang__) /* gcc takes vectors apart to convert them */
INLINE vec wide(vec_f x) { return (vec)__builtin_ia32_cvtps2pd256((half_f)x); }
INLINE vec_f narrow(vec x) { return (vec_f)__builtin_ia32_cvtpd2ps256((register_d)x); }
#else
INLINE vec wide(vec_f x) { return __builtin_convertvector(x, vec); }
INLINE vec_f narrow(vec x) { return __builtin_convertvector(x, vec_f); }
#endif

INLINE vec root(vec x) {
    vec r;
    for (int i = 0; i < LANES; i++) r[i] = __builtin_sqrt(x[i]);
    return r;
}

/* Film coefficients are worked out in single precision, two faces of four houses at a time: they
   are good to six digits, and whatever they are, heat is conserved. */
INLINE pair evenly(float x) { return (pair){x, x, x, x, x, x, x, x}; }

INLINE pair roots(pair x) {
    pair r;
    for (int i = 0; i < 2 * LANES; i++) r[i] = __builtin_sqrtf(x[i]);
    return r;
}

/* Cube root of a temperature difference to six digits: a third of the exponent as the first guess
   of 1 / cube root, two steps of third order without a division; |x| < 1e-12 counts as 0. */
INLINE pair cube_roots(pair x) {
    const pair s = larger_f((pair)((pair_i)x & INT32_MAX), evenly(1e-12f));
    const pair third = __builtin_convertvector((pair_i)s, pair) * (1.0f / 3.0f);
    pair y = (pair)(1419967116 - __builtin_convertvector(third, pair_i));
    for (int n = 0; n < 2; n++) {
        const pair c = s * (y * y * y);
        y *= (14.0f / 9.0f) - c * ((7.0f / 9.0f) - (2.0f / 9.0f) * c);
    }
    return (pair)((pair_i)(s * (y * y)) | ((pair_i)x & INT32_MIN));
}
#endif
