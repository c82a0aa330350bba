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
/* Before a short loop whose ends the compiler knows: no loop is left of it, where registers are
   wide enough for it to be worth the compiler's time. */
#if !defined(__AVX__)
#define UNROLLED
#elif defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 16")
#endif

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

/* Rows as a pair: two of four houses, or one of eight, where both are the same. */
#if SINGLE
INLINE pair side_by_side(vec_f a, vec_f b) { return (void)b, a; }
INLINE vec_f first_half(pair x) { return x; }
#else
#if defined(__clang__)
INLINE pair side_by_side(vec_f a, vec_f b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7); }
#elif defined(__AVX__)
INLINE pair side_by_side(vec_f a, vec_f b) {
    const register_f low = __builtin_ia32_ps256_ps((half_f)a);
    return (pair)__builtin_ia32_vinsertf128_ps256(low, (half_f)b, 1);
}
#else
INLINE pair side_by_side(vec_f a, vec_f b) { return (pair){a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]}; }
#endif
INLINE vec_f first_half(pair x) { return (vec_f){x[0], x[1], x[2], x[3]}; }
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

/* b where x is negative, else a. */
#if defined(__AVX__)
INLINE pair by_sign(pair x, pair a, pair b) {
    return (pair)__builtin_ia32_blendvps256((register_f)a, (register_f)b, (register_f)x);
}
#else
INLINE pair by_sign(pair x, pair a, pair b) {
    const pair_i m = (pair_i)x >> 31;
    return (pair)((~m & (pair_i)a) | (m & (pair_i)b));
}
#endif

/* Cube root of the magnitude of a temperature difference to six digits, without a division: a third
   of the exponent as the first guess y of 1 / cube root, then a polynomial for what s y^3 lacks to 1
   (c^(-2/3) on 0.838 to 1.015; 4e-7 in all, rounding included); |x| < 1e-12 counts as 1e-12. */
INLINE pair cube_roots(pair x) {
    const pair s = larger_f((pair)((pair_i)x & INT32_MAX), evenly(1e-12f));
    const pair third = __builtin_convertvector((pair_i)s, pair) * (1.0f / 3.0f);
    const pair y = (pair)(1419567116 - __builtin_convertvector(third, pair_i));
    const pair root = s * (y * y), e = root * y - 1.0f;
    return root * ((((0.6544139f * e - 0.46728955f) * e + 0.55671627f) * e - 0.66666067f) * e + 0.9999998f);
}
#endif
