/* Houses side by side: a vec holds the same quantity of LANES columns of a batch, four in double
   precision or, compiled with SINGLE, eight in single. A pair holds as many numbers in single
   precision as a register: two neighbouring rows of four houses, or one row of eight.

   Nothing here depends on the compiler or the processor: no contraction, no reassociation, own
   cube root. A column's result is the same to the last bit whatever runs beside it.
*/
#ifndef VEC_H
#define VEC_H
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))

#if SINGLE
#define LANES 8
typedef float num;
typedef int32_t num_i;
#define BUT_SIGN INT32_MAX
#else
#define LANES 4
typedef double num;
typedef int64_t num_i;
#define BUT_SIGN INT64_MAX
#endif
#define ROWS_OF_PAIR (8 / LANES)

typedef num vec __attribute__((vector_size(32), aligned(sizeof(num))));
typedef num_i mask __attribute__((vector_size(32), aligned(sizeof(num))));
typedef float vec_f __attribute__((vector_size(4 * LANES), aligned(4)));
typedef float pair __attribute__((vector_size(32), aligned(4)));
typedef int32_t pair_i __attribute__((vector_size(32), aligned(4)));
typedef double register_d __attribute__((vector_size(32)));
typedef float register_f __attribute__((vector_size(32)));
typedef float half_f __attribute__((vector_size(16)));

INLINE pair evenly(float x) { return (pair){x, x, x, x, x, x, x, x}; }
INLINE vec pick(mask m, vec a, vec b) { return (vec)((m & (mask)a) | (~m & (mask)b)); }
INLINE vec magnitude(vec x) { return (vec)((mask)x & BUT_SIGN); }

#if defined(__AVX__)
INLINE pair larger_f(pair a, pair b) { return (pair)__builtin_ia32_maxps256((register_f)a, (register_f)b); }
#else
INLINE pair larger_f(pair a, pair b) {
    const pair_i m = a > b;
    return (pair)((m & (pair_i)a) | (~m & (pair_i)b));
}
#endif

#if SINGLE
INLINE vec all(num x) { return evenly(x); }
INLINE vec larger(vec a, vec b) { return larger_f(a, b); }
INLINE vec wide(vec_f x) { return x; }
INLINE vec_f narrow(vec x) { return x; }
#else
INLINE vec all(num x) { return (vec){x, x, x, x}; }
#if defined(__AVX__)
INLINE vec larger(vec a, vec b) { return (vec)__builtin_ia32_maxpd256((register_d)a, (register_d)b); }
#else
INLINE vec larger(vec a, vec b) { return pick(a > b, a, b); }
#endif
#if defined(__AVX__) && !defined(__clang__) /* gcc takes vectors apart to convert them */
INLINE vec wide(vec_f x) { return (vec)__builtin_ia32_cvtps2pd256((half_f)x); }
INLINE vec_f narrow(vec x) { return (vec_f)__builtin_ia32_cvtpd2ps256((register_d)x); }
#else
INLINE vec wide(vec_f x) { return __builtin_convertvector(x, vec); }
INLINE vec_f narrow(vec x) { return __builtin_convertvector(x, vec_f); }
#endif
#endif

#if defined(__AVX__) && SINGLE
INLINE vec smaller(vec a, vec b) { return (vec)__builtin_ia32_minps256((register_f)a, (register_f)b); }
#elif defined(__AVX__)
INLINE vec smaller(vec a, vec b) { return (vec)__builtin_ia32_minpd256((register_d)a, (register_d)b); }
#else
INLINE vec smaller(vec a, vec b) { return pick(a < b, a, b); }
#endif

INLINE int any(mask m) {
    num_i found = 0;
    for (int i = 0; i < LANES; i++) found |= m[i];
    return found != 0;
}

/* Films are worked out in single precision always: they are good to six digits, and whatever they
   are, heat is conserved. */
INLINE pair roots(pair x) {
    pair r;
    for (int i = 0; i < 8; i++) r[i] = __builtin_sqrtf(x[i]);
    return r;
}

INLINE vec root(vec x) {
#if SINGLE
    return roots(x);
#else
    vec r;
    for (int i = 0; i < LANES; i++) r[i] = __builtin_sqrt(x[i]);
    return r;
#endif
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
