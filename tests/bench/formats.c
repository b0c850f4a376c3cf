/* formats.c - the same content as XSL-FO, Typst, XeLaTeX and OpenDocument. Page, faces, sizes and leading are alike: A4 with a
 * text area of 156 mm, 12 pt on 20 pt, paragraphs justified with two characters of indent, tables ruled with 0.5 pt. */
#include "document.h"

static void put_xml(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++) {
        if (s[i] == '<' || s[i] == '&' || s[i] == '>')
            fprintf(f, "&#%d;", s[i]);
        else
            putc(s[i], f);
    }
}

/* --- XSL-FO --- */

static void fo_begin(FILE *f)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<fo:root xmlns:fo=\"http://www.w3.org/1999/XSL/Format\" language=\"zh\"><fo:layout-master-set>"
          "<fo:simple-page-master master-name=\"a\" page-width=\"210mm\" page-height=\"297mm\" margin=\"33mm 27mm\">"
          "<fo:region-body/></fo:simple-page-master></fo:layout-master-set>\n"
          "<fo:page-sequence master-reference=\"a\"><fo:flow flow-name=\"xsl-region-body\" font-family=\"FandolFang\" "
          "font-size=\"12pt\" line-height=\"20pt\">\n", f);
}

static void fo_end(FILE *f)
{
    fputs("</fo:flow></fo:page-sequence></fo:root>\n", f);
}

static void fo_heading(FILE *f, const char *text)
{
    fputs("<fo:block font-family=\"FandolHei\" font-size=\"16pt\" line-height=\"24pt\" space-before=\"12pt\" space-after=\"6pt\" "
          "keep-with-next.within-page=\"always\">", f);
    put_xml(f, text, (size_t)-1);
    fputs("</fo:block>\n", f);
}

static void fo_paragraph(FILE *f, const char *text, size_t n)
{
    fputs("<fo:block text-align=\"justify\" text-indent=\"24pt\">", f);
    put_xml(f, text, n);
    fputs("</fo:block>\n", f);
}

static void fo_begin_table(FILE *f, const int *widths, int columns, double size)
{
    fprintf(f, "<fo:table table-layout=\"fixed\" width=\"156mm\" border-collapse=\"collapse\" font-family=\"FandolKai\" "
               "font-size=\"%gpt\" line-height=\"1.2\">", size);
    for (int i = 0; i < columns; i++)
        fprintf(f, "<fo:table-column column-width=\"%dmm\"/>", widths[i]);
    fputs("<fo:table-body>\n", f);
}

static void fo_row(FILE *f, const char *const *cells, int columns)
{
    fputs("<fo:table-row>", f);
    for (int i = 0; i < columns; i++) {
        fputs("<fo:table-cell border=\"0.5pt solid black\" padding=\"1pt 2pt\"><fo:block>", f);
        put_xml(f, cells[i], (size_t)-1);
        fputs("</fo:block></fo:table-cell>", f);
    }
    fputs("</fo:table-row>\n", f);
}

static void fo_end_table(FILE *f)
{
    fputs("</fo:table-body></fo:table>\n", f);
}

static void fo_cite(FILE *f, int target, const char *text)
{
    fprintf(f, "<fo:block text-align-last=\"justify\">%s<fo:leader leader-pattern=\"dots\"/>"
               "<fo:page-number-citation ref-id=\"t%d\"/></fo:block>\n", text, target);
}

static void fo_target(FILE *f, int target, const char *text)
{
    fprintf(f, "<fo:block id=\"t%d\" font-family=\"FandolHei\">%s</fo:block>\n", target, text);
}

const struct format format_fo = {"fo", fo_begin, fo_end, fo_heading, fo_paragraph, fo_begin_table, fo_row, fo_end_table,
                                 fo_cite, fo_target};

/* --- Typst --- */

static void typst_put(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++) {
        if ((unsigned char)s[i] < 0x80 && !((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z') && !(s[i] >= '0' && s[i] <= '9') && s[i] != ' ')
            putc('\\', f);
        putc(s[i], f);
    }
}

static void typst_begin(FILE *f)
{
    fputs("#set page(width: 210mm, height: 297mm, margin: (x: 27mm, y: 33mm))\n"
          "#set text(font: \"FandolFang R\", size: 12pt, lang: \"zh\", top-edge: 0.88em, bottom-edge: -0.12em)\n"
          "#set par(justify: true, leading: 8pt, spacing: 8pt, first-line-indent: (amount: 24pt, all: true))\n"
          "#show heading: set text(font: \"FandolHei\", size: 16pt, weight: \"regular\")\n", f);
}

static void typst_end(FILE *f)
{
    (void)f;
}

static void typst_heading(FILE *f, const char *text)
{
    fputs("= ", f);
    typst_put(f, text, (size_t)-1);
    fputs("\n\n", f);
}

static void typst_paragraph(FILE *f, const char *text, size_t n)
{
    typst_put(f, text, n);
    fputs("\n\n", f);
}

static void typst_begin_table(FILE *f, const int *widths, int columns, double size)
{
    fprintf(f, "#[#set text(font: \"FandolKai\", size: %gpt)\n#set par(justify: false, leading: 0.2em, first-line-indent: 0pt)\n"
               "#table(stroke: 0.5pt, inset: (x: 2pt, y: 1pt), columns: (", size);
    for (int i = 0; i < columns; i++)
        fprintf(f, "%dmm, ", widths[i]);
    fputs("),\n", f);
}

static void typst_row(FILE *f, const char *const *cells, int columns)
{
    for (int i = 0; i < columns; i++) {
        putc('[', f);
        typst_put(f, cells[i], (size_t)-1);
        fputs("], ", f);
    }
    putc('\n', f);
}

static void typst_end_table(FILE *f)
{
    fputs(")]\n\n", f);
}

const struct format format_typst = {"typ", typst_begin, typst_end, typst_heading, typst_paragraph, typst_begin_table,
                                    typst_row, typst_end_table, NULL, NULL};

/* --- XeLaTeX --- */

static void tex_put(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++) {
        if (s[i] == '%' || s[i] == '&' || s[i] == '#' || s[i] == '_' || s[i] == '$')
            putc('\\', f);
        putc(s[i] == '~' || s[i] == '^' || s[i] == '\\' || s[i] == '{' || s[i] == '}' ? ' ' : s[i], f);
    }
}

static void tex_begin(FILE *f)
{
    fputs("\\documentclass[12pt]{article}\n\\usepackage{xeCJK,longtable,array}\n"
          "\\usepackage[paperwidth=210mm,paperheight=297mm,hmargin=27mm,vmargin=33mm]{geometry}\n"
          "\\setmainfont[Path=\\benchfonts,Extension=.otf]{FandolFang-Regular}\n"
          "\\setCJKmainfont[Path=\\benchfonts,Extension=.otf]{FandolFang-Regular}\n"
          "\\newfontfamily\\heiw[Path=\\benchfonts,Extension=.otf]{FandolHei-Regular}\n"
          "\\newCJKfontfamily\\hei[Path=\\benchfonts,Extension=.otf]{FandolHei-Regular}\n"
          "\\newfontfamily\\kaiw[Path=\\benchfonts,Extension=.otf]{FandolKai-Regular}\n"
          "\\newCJKfontfamily\\kai[Path=\\benchfonts,Extension=.otf]{FandolKai-Regular}\n"
          "\\pagestyle{empty}\\setlength\\tabcolsep{2pt}\\setlength\\parindent{24pt}\n"
          "\\begin{document}\\fontsize{12pt}{20pt}\\selectfont\n", f);
}

static void tex_end(FILE *f)
{
    fputs("\\end{document}\n", f);
}

static void tex_heading(FILE *f, const char *text)
{
    fputs("\\par\\addvspace{12pt}{\\noindent\\hei\\heiw\\fontsize{16pt}{24pt}\\selectfont ", f);
    tex_put(f, text, (size_t)-1);
    fputs("\\par}\\nobreak\\vskip6pt\n", f);
}

static void tex_paragraph(FILE *f, const char *text, size_t n)
{
    tex_put(f, text, n);
    fputs("\n\n", f);
}

static void tex_begin_table(FILE *f, const int *widths, int columns, double size)
{
    fprintf(f, "{\\kai\\kaiw\\fontsize{%gpt}{%gpt}\\selectfont\\setlength\\LTpre{0pt}\\setlength\\LTpost{0pt}\\begin{longtable}{|",
            size, size * 1.2);
    for (int i = 0; i < columns; i++)
        fprintf(f, "p{\\dimexpr%dmm-4.4pt}|", widths[i]);
    fputs("}\\hline\n", f);
}

static void tex_row(FILE *f, const char *const *cells, int columns)
{
    for (int i = 0; i < columns; i++) {
        tex_put(f, cells[i], (size_t)-1);
        fputs(i + 1 < columns ? " & " : " \\\\ \\hline\n", f);
    }
}

static void tex_end_table(FILE *f)
{
    fputs("\\end{longtable}}\n\n", f);
}

const struct format format_xelatex = {"tex", tex_begin, tex_end, tex_heading, tex_paragraph, tex_begin_table, tex_row,
                                      tex_end_table, NULL, NULL};

/* --- OpenDocument, flat --- */

static void fodt_face(FILE *f, const char *name, const char *family)
{
    fprintf(f, "<style:font-face style:name=\"%s\" svg:font-family=\"'%s'\"/>", name, family);
}

static void fodt_style(FILE *f, const char *name, const char *face, double size, const char *height, const char *rest)
{
    fprintf(f, "<style:style style:name=\"%s\" style:family=\"paragraph\"><style:paragraph-properties "
               "fo:line-height=\"%s\" %s/><style:text-properties style:font-name=\"%s\" style:font-name-asian=\"%s\" "
               "fo:font-size=\"%gpt\" style:font-size-asian=\"%gpt\"/></style:style>\n", name, height, rest, face, face, size, size);
}

static void fodt_begin(FILE *f)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document "
          "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
          "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
          "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
          "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
          "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
          "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.2\" "
          "office:mimetype=\"application/vnd.oasis.opendocument.text\">\n<office:font-face-decls>", f);
    fodt_face(f, "F", "FandolFang");
    fodt_face(f, "H", "FandolHei");
    fodt_face(f, "K", "FandolKai");
    fputs("</office:font-face-decls><office:automatic-styles>\n", f);
    fodt_style(f, "T", "F", 12, "20pt", "fo:text-align=\"justify\" fo:text-indent=\"24pt\"");
    fodt_style(f, "A", "H", 16, "24pt", "fo:margin-top=\"12pt\" fo:margin-bottom=\"6pt\" fo:keep-with-next=\"always\"");
    fodt_style(f, "C", "K", 10.5, "120%", "");
    fodt_style(f, "D", "K", 9, "120%", "");
    fputs("<style:style style:name=\"Z\" style:family=\"table-cell\"><style:table-cell-properties "
          "fo:border=\"0.5pt solid #000000\" fo:padding=\"1pt\"/></style:style>\n"
          "<style:page-layout style:name=\"P\"><style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\" "
          "fo:margin-top=\"33mm\" fo:margin-bottom=\"33mm\" fo:margin-left=\"27mm\" fo:margin-right=\"27mm\"/></style:page-layout>"
          "</office:automatic-styles><office:master-styles><style:master-page style:name=\"Standard\" "
          "style:page-layout-name=\"P\"/></office:master-styles><office:body><office:text>\n", f);
}

static void fodt_end(FILE *f)
{
    fputs("</office:text></office:body></office:document>\n", f);
}

static void fodt_block(FILE *f, const char *style, const char *text, size_t n)
{
    fprintf(f, "<text:p text:style-name=\"%s\">", style);
    put_xml(f, text, n);
    fputs("</text:p>\n", f);
}

static void fodt_heading(FILE *f, const char *text)
{
    fodt_block(f, "A", text, (size_t)-1);
}

static void fodt_paragraph(FILE *f, const char *text, size_t n)
{
    fodt_block(f, "T", text, n);
}

static void fodt_begin_table(FILE *f, const int *widths, int columns, double size)
{
    (void)widths;
    (void)size;
    fprintf(f, "<table:table><table:table-column table:number-columns-repeated=\"%d\"/>\n", columns);
}

static void fodt_row(FILE *f, const char *const *cells, int columns)
{
    fputs("<table:table-row>", f);
    for (int i = 0; i < columns; i++) {
        fputs("<table:table-cell table:style-name=\"Z\">", f);
        fodt_block(f, columns == 10 ? "D" : "C", cells[i], (size_t)-1);
        fputs("</table:table-cell>", f);
    }
    fputs("</table:table-row>\n", f);
}

static void fodt_end_table(FILE *f)
{
    fputs("</table:table>\n", f);
}

const struct format format_fodt = {"fodt", fodt_begin, fodt_end, fodt_heading, fodt_paragraph, fodt_begin_table, fodt_row,
                                   fodt_end_table, NULL, NULL};
