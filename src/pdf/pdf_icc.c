/* pdf_icc.c - what the colours of a page mean: profiles made by lcms2.
 *
 * Gray and RGB share the white and the curve of sRGB (IEC 61966-2-1), so a page without colours means the same under either.
 * PDF/A-1 takes profiles of version 2, which know no parametric curve. */
#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { SAMPLES = 1024, DATE_AT = 24 /* ICC.1:2010, 7.2.8: creation, six 16-bit numbers */ };

struct profile {
    void *bytes; /* NULL: none, or it can't be made */
    size_t n;
};

static cmsToneCurve *make_curve(bool version_4)
{
    static const cmsFloat64Number srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve *exact = cmsBuildParametricToneCurve(NULL, 4, srgb), *sampled;
    cmsUInt16Number v[SAMPLES];

    if (version_4 || !exact)
        return exact;
    for (unsigned i = 0; i < SAMPLES; i++)
        v[i] = cmsEvalToneCurve16(exact, (cmsUInt16Number)((i * 65535u + SAMPLES / 2) / (SAMPLES - 1)));
    sampled = cmsBuildTabulatedToneCurve16(NULL, SAMPLES, v);
    cmsFreeToneCurve(exact);
    return sampled;
}

static cmsHPROFILE make_profile(bool gray, bool version_4)
{
    static const cmsCIExyY d65 = {0.3127, 0.3290, 1};
    static const cmsCIExyYTRIPLE primaries = {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
    cmsToneCurve *curve = make_curve(version_4);
    cmsHPROFILE h = NULL;

    if (!curve)
        return NULL;
    if (gray)
        h = cmsCreateGrayProfile(&d65, curve);
    else
        h = cmsCreateRGBProfile(&d65, &primaries, (cmsToneCurve *[]){curve, curve, curve});
    cmsFreeToneCurve(curve);
    if (h)
        cmsSetProfileVersion(h, version_4 ? 4.2 : 2.1);
    return h;
}

/* lcms2 writes the time of day; the profile was defined in 1999 for all of them. */
static void set_date(uint8_t *profile)
{
    static const uint8_t date[12] = {1999 >> 8, 1999 & 255, 0, 10, 0, 18};

    memcpy(profile + DATE_AT, date, sizeof date);
}

static struct profile write_profile(bool gray, bool version_4)
{
    cmsHPROFILE h = make_profile(gray, version_4);
    cmsUInt32Number size = 0;
    uint8_t *bytes = NULL;

    if (h && cmsSaveProfileToMem(h, NULL, &size) && size > DATE_AT + 12) {
        bytes = xmalloc(size);
        if (cmsSaveProfileToMem(h, bytes, &size)) {
            set_date(bytes);
        } else {
            free(bytes);
            bytes = NULL;
        }
    }
    if (h)
        cmsCloseProfile(h);
    return (struct profile){bytes, size};
}

const void *pdf_icc(bool gray, bool version_4, size_t *n)
{
    static struct profile made[2][2]; /* they are the same in all documents, and making one takes a hundredth of a form's time */
    struct profile *p = &made[gray][version_4];

    if (!p->bytes)
        *p = write_profile(gray, version_4);
    *n = p->n;
    return p->bytes;
}
