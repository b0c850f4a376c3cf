/* testfont.h - two faces made for the tests, so that widths can be computed by hand.
 * "Shenbao Test": 1000 units an em. Han and full-width marks are 1000 wide, with the ink of opening marks in the right half,
 * of closing and pausing ones in the left, of interpuncts in the middle; a dash's ink goes from 50 to 950; U+2E3A is 2000.
 * Latin letters, digits and signs are 500, the space is 250.
 * "Shenbao Test Latin": 500, space and curly quotes 250; it has no Han.
 * Glyphs are plain rectangles; the faces are TrueType with as many tables as fontconfig and HarfBuzz ask for.
 * Units: font units. Errors: a file that can't be written fails the test. */
#ifndef TESTS_TESTFONT_H
#define TESTS_TESTFONT_H

/* Writes both faces and a roles.conf into a folder: the project's own roles and "role test", whose Latin face is the
 * second and whose Han face is the first. */
void testfont_write(const char *folder);

#endif
