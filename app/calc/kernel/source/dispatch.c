/* The entries of the library: the instruction set is chosen once, when a run begins. */
#include <stdint.h>

typedef struct House House;
int64_t size_plain(void);

#define DECLARE(set)                           \
    int64_t scratch_##set(const House *);      \
    void year_##set(const House *, int64_t);   \
    void design_##set(const House *, int64_t);

DECLARE(plain)
DECLARE(plain_single)

#if defined(__x86_64__)
#include <cpuid.h>
DECLARE(avx2)
DECLARE(avx2_single)

/* The processor has AVX2 and the system keeps its registers. */
static int has_avx2(void) {
    unsigned a, b, c, d, low, high;
    const unsigned needed = bit_OSXSAVE | bit_AVX;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & needed) != needed) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b & bit_AVX2) != 0;
}

#define CHOOSE(name, precision) (has_avx2() ? name##_avx2##precision : name##_plain##precision)
#else
#define CHOOSE(name, precision) name##_plain##precision
#endif

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
int _fltused = 0;
int DllMainCRTStartup(void *module, unsigned reason, void *reserved) {
    return module != reserved || reason;
}
#else
#define EXPORT __attribute__((visibility("default")))
#endif

EXPORT int64_t kernel_size(void) { return size_plain(); }

/* Entries that run some blocks, from first on, through their days, and through the design day. */
#define ENTRIES(precision)                                                                     \
    EXPORT int64_t kernel_scratch##precision(const House *house) {                             \
        return CHOOSE(scratch, precision)(house);                                              \
    }                                                                                          \
    EXPORT void kernel_year##precision(const House *house, int64_t first, int64_t count) {     \
        void (*const run)(const House *, int64_t) = CHOOSE(year, precision);                   \
        for (int64_t block = first; block < first + count; block++) run(house, block);         \
    }                                                                                          \
    EXPORT void kernel_design##precision(const House *house, int64_t first, int64_t count) {   \
        void (*const run)(const House *, int64_t) = CHOOSE(design, precision);                 \
        for (int64_t block = first; block < first + count; block++) run(house, block);         \
    }

ENTRIES()
ENTRIES(_single)
