/* The entries of the library: the instruction set is chosen once, when a run begins. */
#include <stdint.h>

typedef struct House House;
int64_t size_plain(void);
int64_t scratch_plain(const House *);
void year_plain(const House *, int64_t);
void design_plain(const House *, int64_t);

#if defined(__x86_64__)
#include <cpuid.h>
int64_t scratch_avx2(const House *);
void year_avx2(const House *, int64_t);
void design_avx2(const House *, int64_t);

/* The processor has AVX2 and the system keeps its registers. */
static int has_avx2(void) {
    unsigned a, b, c, d, low, high;
    const unsigned needed = bit_OSXSAVE | bit_AVX;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & needed) != needed) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b & bit_AVX2) != 0;
}

#define CHOOSE(name) (has_avx2() ? name##_avx2 : name##_plain)
#else
#define CHOOSE(name) name##_plain
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

EXPORT int64_t kernel_scratch(const House *house) { return CHOOSE(scratch)(house); }

/* Run some blocks, from first on, through their days. */
EXPORT void kernel_year(const House *house, int64_t first, int64_t count) {
    void (*const run)(const House *, int64_t) = CHOOSE(year);
    for (int64_t block = first; block < first + count; block++) run(house, block);
}

EXPORT void kernel_design(const House *house, int64_t first, int64_t count) {
    void (*const run)(const House *, int64_t) = CHOOSE(design);
    for (int64_t block = first; block < first + count; block++) run(house, block);
}
