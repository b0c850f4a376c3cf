/* Spreadsheets of every format as rows. tests/data/sheets/: traps.fods and merged.fods by hand, the others saved from them
 * by LibreOffice 7.4; workbooks as Excel and WPS write them are put together here. */
#include "test.h"

#include <archive.h>
#include <archive_entry.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "shell.h"
#include "sheet/sheet.h"
#include "sheet/strings.h"

/* --- rows as text: one line a row, its cells as [type flags text] --- */

static bool dump_row(void *arg, const struct sheet_row *row)
{
    static const char types[] = "-TNDBEU";
    struct buf *b = arg;
    buf_printf(b, "%u%s:", row->number, row->hidden ? " hidden" : "");
    for (unsigned i = 0; i < row->n; i++) {
        const struct sheet_cell *c = &row->cells[i];
        buf_printf(b, " [%c%s%s%s %s]", types[c->type], c->percent ? "%" : "", c->imprecise ? "!" : "", c->covered ? "^" : "", c->text);
    }
    buf_puts(b, "\n");
    return true;
}

static void dump_findings(struct buf *b, const struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(d); i++)
        buf_printf(b, "[%s]\n", diag_list_at(d, i)->rule);
}

/* Plans read the first rows of a sheet before it is imported. */
static void assert_read_again(struct sheet_book *book, size_t i, const char *want)
{
    struct buf again = {0};
    struct diag_list *d = diag_list_new();
    buf_puts(&again, "");
    sheet_rows(book, i, dump_row, &again, d);
    assert_string_equal(again.data, want);
    buf_free(&again);
    diag_list_free(d);
}

/* Every sheet of a file, then the names of what was reported. */
static char *dump(const char *path)
{
    struct buf b = {0};
    struct diag_list *d = diag_list_new();
    struct sheet_book *book = sheet_open(path, d);
    for (size_t i = 0; book && i < sheet_count(book); i++) {
        buf_printf(&b, "== %s%s\n", sheet_info(book, i)->name, sheet_info(book, i)->hidden ? " hidden" : "");
        size_t from = b.n;
        sheet_rows(book, i, dump_row, &b, d);
        assert_read_again(book, i, b.data + from);
    }
    dump_findings(&b, d);
    sheet_close(book);
    diag_list_free(d);
    buf_puts(&b, "");
    return buf_steal(&b);
}

static void assert_dump(const char *path, const char *want)
{
    char *got = dump(path);
    if (strcmp(got, want) != 0)
        show_difference(want, got, path);
    assert_string_equal(got, want);
    free(got);
}

static char *kept(const char *name)
{
    char *data = path_join(source_folder(), "tests/data/sheets"), *path = path_join(data, name);
    free(data);
    return path;
}

static void assert_kept(const char *name, const char *want)
{
    char *path = kept(name);
    assert_dump(path, want);
    free(path);
}

static void assert_text(const char *text, size_t n, const char *want)
{
    char *path = path_join(shell_folder, "sheet");
    write_text(path, text, n);
    assert_dump(path, want);
    free(path);
}

#define ASSERT_TEXT(text, want) assert_text(text, sizeof text - 1, want)

/* --- saved by LibreOffice --- */

#define TITLE "2025年度指南建议汇总表"
#define TITLES " [T^ " TITLE "]"
#define TRAPS(last)                                                                                                             \
    "1: [T " TITLE "]" TITLES TITLES TITLES TITLES TITLES TITLES TITLES "\n"                                                    \
    "4: [T 建议单位] [T 经费（万元）] [T^ 经费（万元）] [T 日期] [T 占比] [T 信用代码] [T 备注] [T 合计]\n"                     \
    "5: [T^ 建议单位] [T 省级] [T 自筹]\n"                                                                                      \
    "6: [T 烟台大学] [N 150.3] [N 0.1] [D 2025-03-31] [N% 0.125] [T 123700004956813567] [T 第一行\n第二行  末] [N 150.4]\n"      \
    "7: [T^ 烟台大学] [N 80] [- ] [D 2024-12-31T17:30:00] [- ] [N! 123700004956814000] [T 漢字与富文本&<符号>] [E #DIV/0!]\n"   \
    "8 hidden: [T 隐藏行]\n"                                                                                                    \
    "9: [B true] [N 7] [N 7] [N 7]\n" last

static void one_table_in_four_formats(void **state)
{
    (void)state;
    assert_kept("traps.fods", "== 建议\n" TRAPS("== 字典 hidden\n1: [T 甲]\n"));
    assert_kept("traps.ods", "== 建议\n" TRAPS("== 字典 hidden\n1: [T 甲]\n"));
    assert_kept("traps.xlsx", "== 建议\n" TRAPS("== 字典 hidden\n1: [T 甲]\n"));
    /* LibreOffice doesn't write that a sheet is hidden into this format */
    assert_kept("traps.xml", "== 建议\n" TRAPS("== 字典\n1: [T 甲]\n"));
}

static void merged_areas_are_where_they_were(void **state)
{
    (void)state;
    static const char want[] = "== x\n"
                               "1: [T A1C1] [T^ A1C1] [T^ A1C1] [- ] [T E1]\n"
                               "2: [T A2] [T B2B4] [T C2] [- ] [T E2]\n"
                               "3: [T A3] [T^ B2B4] [- ] [- ] [T E3]\n"
                               "4: [- ] [T^ B2B4] [T C4] [- ] [T E4]\n"
                               "5: [T A5] [T B5C6] [T^ B5C6] [- ] [T E5]\n"
                               "6: [- ] [T^ B5C6] [T^ B5C6] [- ] [T E6]\n";
    assert_kept("merged.fods", want);
    assert_kept("merged.xml", want);
}

/* --- SpreadsheetML 2003 as Excel writes it --- */

#define BOOK2003(content)                                                                                                    \
    "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""                                \
    " xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\""          \
    " xmlns:html=\"http://www.w3.org/TR/REC-html40\">" content "</Workbook>"

static void excel_2003(void **state)
{
    (void)state;
    ASSERT_TEXT(BOOK2003("<Styles><Style ss:ID=\"Default\" ss:Name=\"Normal\"/>"
                         "<Style ss:ID=\"p\"><NumberFormat ss:Format=\"0.0%\"/></Style>"
                         "<Style ss:ID=\"d\"><NumberFormat ss:Format=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></Style></Styles>"
                         "<Worksheet ss:Name=\"表&amp;一\"><Table><Row ss:Index=\"3\">"
                         "<Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">甲</Data></Cell>"
                         "<Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.15</Data></Cell>"
                         "<Cell ss:StyleID=\"d\"><Data ss:Type=\"Number\">45747</Data></Cell>"
                         "<Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>粗</B>细</ss:Data>"
                         "<Comment><ss:Data>批注</ss:Data></Comment><PhoneticText xmlns=\"urn:schemas-microsoft-com:office:excel\">x"
                         "</PhoneticText></Cell></Row>"
                         "<Row><Cell ss:Index=\"2\" ss:Formula=\"=1+1\"/><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>"
                         "</Table></Worksheet>"
                         "<Worksheet ss:Name=\"藏\"><Table/><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">"
                         "<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"),
                "== 表&一\n"
                "3: [T 甲] [N% 0.15] [D 2025-03-31] [T 粗细]\n"
                "4: [T^ 甲] [U ] [E #N/A]\n"
                "== 藏 hidden\n");
}

static void bad_xml(void **state)
{
    (void)state;
    ASSERT_TEXT("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet>", "[sheet-xml]\n");
    ASSERT_TEXT("<!DOCTYPE Workbook [<!ENTITY a \"b\">]><Workbook/>", "[sheet-xml]\n");
    ASSERT_TEXT("<html><table><tr><td>1</td></tr></table></html>", "[sheet-format]\n");
    ASSERT_TEXT("<p:proposal xmlns:p=\"urn:shenbao:proposal\"/>", "[sheet-format]\n");
    ASSERT_TEXT(BOOK2003(""), "[sheet-no-sheets]\n");
}

/* --- Office Open XML --- */

struct entry {
    const char *name, *text;
};

static void write_zip(const char *path, const struct entry *entries, size_t n)
{
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *e = archive_entry_new();
        archive_entry_set_pathname(e, entries[i].name);
        archive_entry_set_size(e, (la_int64_t)strlen(entries[i].text));
        archive_entry_set_filetype(e, AE_IFREG);
        archive_entry_set_perm(e, 0644);
        assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
        archive_write_data(a, entries[i].text, strlen(entries[i].text));
        archive_entry_free(e);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS(content) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" content "</Relationships>"

/* A workbook of one sheet; properties go into workbookPr. */
static void assert_xlsx(const char *properties, const char *sheet, const char *strings, const char *want)
{
    struct buf workbook = {0};
    buf_printf(&workbook, "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL "\"><workbookPr %s/><sheets>"
                          "<sheet name=\"一\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>", properties);
    const struct entry entries[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", RELS("<Relationship Id=\"a\" Type=\"" REL "/officeDocument\" Target=\"/xl/workbook.xml\"/>")},
        {"xl/workbook.xml", workbook.data},
        {"xl/_rels/workbook.xml.rels", RELS("<Relationship Id=\"rId1\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                            "<Relationship Id=\"rId2\" Type=\"" REL "/styles\" Target=\"styles.xml\"/>"
                                            "<Relationship Id=\"rId3\" Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/>")},
        {"xl/styles.xml", "<styleSheet xmlns=\"" MAIN "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                          "<numFmt numFmtId=\"165\" formatCode=\"0.00_ &quot;d&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                          "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"31\"/>"
                          "<xf numFmtId=\"165\"/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", strings},
        {"xl/worksheets/sheet1.xml", sheet},
    };
    char *path = path_join(shell_folder, "book.xlsx");
    write_zip(path, entries, sizeof entries / sizeof *entries);
    assert_dump(path, want);
    buf_free(&workbook);
    free(path);
}

#define SHEET(rows, rest) "<worksheet xmlns=\"" MAIN "\"><sheetData>" rows "</sheetData>" rest "</worksheet>"
#define STRINGS(content) "<sst xmlns=\"" MAIN "\">" content "</sst>"

static void excel_2007(void **state)
{
    (void)state;
    assert_xlsx("", SHEET("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" s=\"1\"><v>45747</v></c><c r=\"D2\" s=\"2\"><v>0.5</v></c>"
                          "<c r=\"E2\" s=\"3\"><v>45747.729166666664</v></c><c r=\"F2\" s=\"4\"><v>3</v></c></row>"
                          "<row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><t>行</t><t>内</t></is></c>"
                          "<c r=\"B4\"><f>A1+1</f></c><c r=\"C4\"><f>1</f><v>0.30000000000000004</v></c><c r=\"D4\" t=\"e\"><v>#REF!</v></c>"
                          "<c r=\"E4\" t=\"b\"><v>0</v></c><c r=\"F4\" t=\"str\"><f>x</f><v>文</v></c><c r=\"G4\" t=\"d\"><v>2025-01-02</v></c>"
                          "<c r=\"XFD4\"/></row>",
                          "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"),
                STRINGS("<si><t>零</t></si><si><r><t xml:space=\"preserve\">东 </t></r><r><t>京_x000D_&#10;二</t></r>"
                        "<rPh><t>トウキョウ</t></rPh></si>"),
                "== 一\n"
                "2: [- ] [T 东 京\n二] [D 2025-03-31] [N% 0.5] [D 2025-03-31T17:30:00] [N 3]\n"
                "4 hidden: [T 行内] [U ] [N 0.3] [E #REF!] [B false] [T 文] [D 2025-01-02]\n");
    assert_xlsx("date1904=\"1\"", SHEET("<row><c s=\"1\"><v>44285</v></c></row>", ""), STRINGS(""), "== 一\n1: [D 2025-03-31]\n");
    assert_xlsx("", SHEET("<row><c s=\"1\"><v>60</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>0.25</v></c></row>", ""),
                STRINGS(""), "== 一\n1: [E 60] [D 1900-02-28] [D 1900-03-01] [D 06:00:00]\n");
    assert_xlsx("", SHEET("<row><c t=\"s\"><v>7</v></c></row>", ""), STRINGS(""), "== 一\n1: [E 7]\n[sheet-string-missing]\n");
    assert_xlsx("", SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", ""), STRINGS(""), "== 一\n[sheet-too-many-columns]\n");
}

/* Whether a sheet has merged areas is looked up in pieces of 64 KiB: the word may lie across two of them. */
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define STRICT_REL "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define CELLS(x, r1, a1, b1) "<" x "row" r1 "><" x "c" a1 " t=\"inlineStr\"><" x "is><" x "t>甲</" x "t></" x "is></" x "c>" \
                             "<" x "c" b1 "><" x "v>2</" x "v></" x "c></" x "row>"

/* One row in the shapes that WPS, Excel's strict mode, openpyxl, pandas, Java's and .NET's writers and a sheet of styles alone give it. */
static void as_other_programs_write_it(void **state)
{
    (void)state;
    static const char plain[] = "<worksheet xmlns=\"" MAIN "\"><sheetData>" CELLS("", " r=\"1\"", " r=\"A1\"", " r=\"B1\"") "</sheetData></worksheet>";
    static const struct {
        const char *main, *rel, *target, *part, *sheet, *want;
    } shapes[] = {
        {MAIN, REL, "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", plain, "1: [T 甲] [N 2]\n"},
        {MAIN, REL, "./../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", plain, "1: [T 甲] [N 2]\n"},
        {MAIN, REL, "Worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml", plain, "1: [T 甲] [N 2]\n"},
        {MAIN, REL, "worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml", plain, "1: [T 甲] [N 2]\n"},
        {MAIN, REL, "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml",
         "<worksheet xmlns=\"" MAIN "\"><dimension ref=\"A1\"/><sheetData>" CELLS("", "", "", "") "</sheetData></worksheet>", "1: [T 甲] [N 2]\n"},
        {STRICT, STRICT_REL, "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml",
         "<x:worksheet xmlns:x=\"" STRICT "\"><x:sheetData>" CELLS("x:", " r=\"1\"", " r=\"A1\"", " r=\"B1\"") "</x:sheetData></x:worksheet>",
         "1: [T 甲] [N 2]\n"},
        {MAIN, REL, "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml",
         "<worksheet xmlns=\"" MAIN "\"><sheetData><row r=\"1\" s=\"3\"><c r=\"A1\" s=\"3\"/></row></sheetData></worksheet>", ""},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct buf workbook = {0}, relation = {0}, root = {0}, want = {0};
        buf_printf(&workbook, "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
                   shapes[i].main, shapes[i].rel);
        buf_printf(&relation, RELS("<Relationship Id=\"a\" Type=\"%s/worksheet\" Target=\"%s\"/>"), shapes[i].rel, shapes[i].target);
        buf_printf(&root, RELS("<Relationship Id=\"a\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/>"), shapes[i].rel);
        buf_printf(&want, "== 一\n%s", shapes[i].want);
        const struct entry entries[] = {{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", root.data}, {"xl/workbook.xml", workbook.data},
                                        {"xl/_rels/workbook.xml.rels", relation.data}, {shapes[i].part, shapes[i].sheet}};
        char *path = path_join(shell_folder, "book.xlsx");
        write_zip(path, entries, sizeof entries / sizeof *entries);
        assert_dump(path, want.data);
        free(path);
        buf_free(&workbook);
        buf_free(&relation);
        buf_free(&root);
        buf_free(&want);
    }
}

static void merged_areas_are_found_anywhere(void **state)
{
    (void)state;
    static const char start[] = "<worksheet xmlns=\"" MAIN "\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                                "<row r=\"2\"><c r=\"B2\"><v>2</v></c></row></sheetData><!--";
    static const char end[] = "--><mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells></worksheet>";
    for (size_t before = 0; before <= strlen("mergeCells"); before++) {
        size_t pad = (64 << 10) - strlen(start) - strlen("--><") - before;
        struct buf b = {0};
        buf_puts(&b, start);
        while (pad--)
            buf_putc(&b, 'x');
        buf_puts(&b, end);
        assert_xlsx("", b.data, STRINGS(""), "== 一\n1: [N 1]\n2: [N^ 1] [N 2]\n");
        buf_free(&b);
    }
}

static void numbers_keep_fifteen_digits(void **state)
{
    (void)state;
    assert_xlsx("", SHEET("<row><c><v>1.2E+17</v></c><c><v>-1.50E-3</v></c><c><v>99999999999999.99</v></c><c><v>999999999999999.9</v></c>"
                          "<c><v>1E-30</v></c><c><v>0</v></c><c><v>100</v></c><c><v>x</v></c></row>", ""), STRINGS(""),
                "== 一\n1: [N! 120000000000000000] [N -0.0015] [N 100000000000000] [N! 1000000000000000] [N 1E-30] [N 0] [N 100] [E x]\n");
}

static void bad_archives(void **state)
{
    (void)state;
    char *path = path_join(shell_folder, "a.zip");
    write_zip(path, (const struct entry[]){{"word/document.xml", ""}, {"[Content_Types].xml", ""}}, 2);
    assert_dump(path, "[sheet-format]\n");
    write_zip(path, (const struct entry[]){{"xl/workbook.bin", ""}, {"[Content_Types].xml", ""}}, 2);
    assert_dump(path, "[sheet-format]\n");
    write_zip(path, (const struct entry[]){{"[Content_Types].xml", ""}}, 1);
    assert_dump(path, "[sheet-part]\n");
    write_zip(path, (const struct entry[]){{"content.xml", ""}, {"META-INF/manifest.xml", "<m><encryption-data/></m>"}}, 2);
    assert_dump(path, "[sheet-encrypted]\n");
    free(path);
    size_t size;
    char *whole_path = kept("traps.xlsx"), *whole = read_text(whole_path, &size);
    assert_text(whole, size / 2, "[sheet-archive]\n");
    free(whole);
    free(whole_path);
}

static void other_files(void **state)
{
    (void)state;
    static const char compound[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0W\0o\0r\0k\0b\0o\0o\0k\0";
    static const char encrypted[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    ASSERT_TEXT(compound, "[sheet-format]\n");
    ASSERT_TEXT(encrypted, "[sheet-encrypted]\n");
    ASSERT_TEXT("", "[sheet-format]\n");
    ASSERT_TEXT("%PDF-1.7\n", "[sheet-format]\n");
    ASSERT_TEXT("a\0b\0\0c", "[sheet-not-text]\n");
    char *path = path_join(shell_folder, "nowhere");
    assert_dump(path, "[file-open]\n");
    assert_dump(shell_folder, "[file-open]\n");
    free(path);
}

/* --- plain text --- */

static void csv(void **state)
{
    (void)state;
    ASSERT_TEXT("名称,经费\r\n\"甲,\"\"乙\"\"\",1\n\n,\"第一\r\n第二\"\n末", "== \n1: [T 名称] [T 经费]\n2: [T 甲,\"乙\"] [T 1]\n"
                                                                          "4: [- ] [T 第一\n第二]\n5: [T 末]\n");
    ASSERT_TEXT("\xEF\xBB\xBF名\t值\n1\t2,5\n", "== \n1: [T 名] [T 值]\n2: [T 1] [T 2,5]\n");
    ASSERT_TEXT("a;b;c\n1;2,5;3\n", "== \n1: [T a] [T b] [T c]\n2: [T 1] [T 2,5] [T 3]\n");
    ASSERT_TEXT("\xCF\xEE\xC4\xBF,\xD6\xB5\n", "== \n1: [T 项目] [T 值]\n");
    ASSERT_TEXT("\xFF\xFE\x79\x98,\0a\0\n\0", "== \n1: [T 项] [T a]\n");
    ASSERT_TEXT("\xFE\xFF\x98\x79\0,\0a", "== \n1: [T 项] [T a]\n");
    /* Excel's "CSV (Macintosh)"; a return too many beside newlines is none */
    ASSERT_TEXT("项,值\r甲,\"1\r2\"\r\r乙,3\r", "== \n1: [T 项] [T 值]\n2: [T 甲] [T 1\n2]\n4: [T 乙] [T 3]\n");
    ASSERT_TEXT("项,值\r\r\n甲,1\r\r\n", "== \n1: [T 项] [T 值]\n2: [T 甲] [T 1]\n");
    ASSERT_TEXT("a,\"b\n", "== \n[sheet-quote]\n");
    ASSERT_TEXT("a,\xFF\n", "[sheet-encoding]\n");
}

/* --- records --- */

static void records(void **state)
{
    (void)state;
    ASSERT_TEXT("<全部><建议 编号=\"1&amp;2\"><名称>甲</名称><技术><名称>子</名称></技术><技术><名称>丑</名称></技术></建议>"
                "<建议 编号=\"2\"><名称>乙</名称><备注>多</备注></建议></全部>",
                "== 建议\n1: [T 编号] [T 名称] [T 技术 名称] [T 技术2 名称] [T 备注]\n"
                "2: [T 1&2] [T 甲] [T 子] [T 丑]\n3: [T 2] [T 乙] [- ] [- ] [T 多]\n");
    ASSERT_TEXT("<d><us><u><n>a</n></u><u><n>b</n></u></us><ps><p><n>c</n></p></ps></d>",
                "== u\n1: [T n]\n2: [T a]\n3: [T b]\n== p\n1: [T n]\n2: [T c]\n");
    ASSERT_TEXT("<d><r n=\"1\"/></d>", "== r\n1: [T n]\n2: [T 1]\n");
    ASSERT_TEXT("<d/>", "[sheet-no-sheets]\n");
}

/* --- the bounds --- */

static bool only_first(void *arg, const struct sheet_row *row)
{
    *(unsigned *)arg += row->number;
    return false;
}

static void reading_can_end_early(void **state)
{
    (void)state;
    static const char *const names[] = {"traps.fods", "traps.ods", "traps.xlsx", "traps.xml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct diag_list *d = diag_list_new();
        char *path = kept(names[i]);
        struct sheet_book *b = sheet_open(path, d);
        unsigned sum = 0;
        assert_true(sheet_rows(b, 0, only_first, &sum, d));
        assert_int_equal(sum, 1);
        assert_int_equal(diag_list_count(d), 0);
        sheet_close(b);
        free(path);
        diag_list_free(d);
    }
}

static void a_bomb_is_refused(void **state)
{
    (void)state;
    size_t n = 150u << 20;
    char *zeros = xcalloc(1, n + 1), *path = path_join(shell_folder, "bomb.ods");
    memset(zeros, ' ', n);
    write_zip(path, (const struct entry[]){{"content.xml", zeros}}, 1);
    free(zeros);
    assert_dump(path, "[sheet-bomb]\n");
    free(path);
}

static void many_shared_strings_go_to_disk(void **state)
{
    (void)state;
    enum { N = 60, SIZE = 1 << 20 };
    struct buf strings = {0}, rows = {0};
    char *text = xmalloc(SIZE);
    memset(text, 'x', SIZE);
    buf_puts(&strings, "<sst>");
    for (int i = 0; i < N; i++) {
        buf_printf(&strings, "<si><t>%02d", i);
        buf_add(&strings, text, SIZE - 2);
        buf_puts(&strings, "</t></si>");
    }
    buf_printf(&strings, "<si><t>last</t></si></sst>");
    buf_puts(&rows, SHEET("<row><c t=\"s\"><v>60</v></c></row>", ""));
    assert_true((size_t)N * SIZE > LIMIT_SHEET_STRINGS_MEMORY);
    assert_xlsx("", rows.data, strings.data, "== 一\n1: [T last]\n");
    free(text);
    buf_free(&strings);
    buf_free(&rows);
}

/* The disk is full: files may not grow beyond a limit. */
static void shared_strings_say_when_the_disk_is_full(void **state)
{
    (void)state;
    struct strings *s = strings_new();
    struct diag_list *d = diag_list_new();
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 1024;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    size_t n = 1 << 20;
    char *text = xcalloc(1, n);
    memset(text, 'x', n);
    bool ok = true;
    for (size_t i = 0; ok && i <= LIMIT_SHEET_STRINGS_MEMORY / n; i++)
        ok = strings_add(s, text, n, d);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_false(ok);
    assert_string_equal(diag_list_at(d, 0)->rule, "sheet-strings");
    free(text);
    strings_free(s);
    diag_list_free(d);
}

static void what_is_too_much_is_said(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">");
    for (int i = 0; i <= LIMIT_SHEET_SHEETS; i++)
        buf_puts(&b, "<Worksheet/>");
    buf_puts(&b, "</Workbook>");
    assert_text(b.data, b.n, "[sheet-too-many-sheets]\n");
    b.n = 0;
    buf_puts(&b, "\"");
    for (unsigned i = 0; i <= LIMIT_SHEET_CELL; i++)
        buf_putc(&b, 'x');
    buf_puts(&b, "\"\n");
    assert_text(b.data, b.n, "== \n[sheet-cell-too-long]\n");
    buf_free(&b);
}

static bool count_row(void *arg, const struct sheet_row *row)
{
    (void)row;
    ++*(unsigned *)arg;
    return true;
}

static void more_rows_than_a_sheet_has_are_refused(void **state)
{
    (void)state;
    static const char fods[] = "<o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                               " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><o:body><o:spreadsheet><table name=\"a\">"
                               "<table-row number-rows-repeated=\"1048577\"><table-cell o:value-type=\"float\" o:value=\"1\"/></table-row>"
                               "</table></o:spreadsheet></o:body></o:document>";
    char *path = path_join(shell_folder, "rows.fods");
    write_text(path, fods, strlen(fods));
    struct diag_list *d = diag_list_new();
    struct sheet_book *b = sheet_open(path, d);
    unsigned n = 0;
    assert_false(sheet_rows(b, 0, count_row, &n, d));
    assert_int_equal(n, LIMIT_SHEET_ROWS);
    assert_string_equal(diag_list_at(d, 0)->rule, "sheet-too-many-rows");
    sheet_close(b);
    diag_list_free(d);
    free(path);
}

/* Somebody formatted whole columns, or all of the sheet: what is empty costs time only, in every format. */
static void a_million_empty_rows_are_none(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<worksheet xmlns=\"" MAIN "\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"2\"/></row>");
    for (unsigned i = 2; i < LIMIT_SHEET_ROWS; i++)
        buf_printf(&b, "<row r=\"%u\"><c r=\"A%u\" s=\"2\"/></row>", i, i);
    buf_puts(&b, "<row r=\"1048576\"><c r=\"B1048576\"><v>2</v></c></row></sheetData></worksheet>");
    assert_xlsx("", b.data, STRINGS(""), "== 一\n1: [N 1]\n1048576: [- ] [N 2]\n");
    buf_free(&b);
    ASSERT_TEXT("<o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><o:body><o:spreadsheet><table>"
                "<table-row><table-cell o:value-type=\"float\" o:value=\"1\"/><table-cell style-name=\"s\" number-columns-repeated=\"16383\"/></table-row>"
                "<table-row number-rows-repeated=\"1048574\"><table-cell style-name=\"s\" number-columns-repeated=\"16384\"/></table-row>"
                "<table-row><table-cell/><table-cell o:value-type=\"float\" o:value=\"2\"/></table-row>"
                "</table></o:spreadsheet></o:body></o:document>",
                "== \n1: [N 1]\n1048576: [- ] [N 2]\n");
    ASSERT_TEXT(BOOK2003("<Worksheet ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell ss:Index=\"16384\" ss:StyleID=\"s\"/></Row>"
                         "<Row ss:Index=\"2\" ss:Span=\"1048573\"><Cell ss:StyleID=\"s\"/></Row>"
                         "<Row ss:Index=\"1048576\"><Cell ss:Index=\"2\"><Data ss:Type=\"Number\">2</Data></Cell></Row></Table></Worksheet>"),
                "== a\n1: [N 1]\n1048576: [- ] [N 2]\n");
}

static void a_macro_workbook_is_read(void **state)
{
    (void)state;
    char *path = path_join(shell_folder, "a.xlsm");
    write_zip(path, (const struct entry[]){{"[Content_Types].xml", ""}, {"xl/vbaProject.bin", ""}}, 2);
    assert_dump(path, "[sheet-macros]\n[sheet-part]\n");
    free(path);
}

static void cells_have_names(void **state)
{
    (void)state;
    char name[16];
    sheet_cell_name(28, 12, name);
    assert_string_equal(name, "AB12");
    sheet_cell_name(16384, 0, name);
    assert_string_equal(name, "XFD");
    sheet_cell_name(26, 1048576, name);
    assert_string_equal(name, "Z1048576");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(one_table_in_four_formats), CASE(merged_areas_are_where_they_were), CASE(excel_2003), CASE(bad_xml), CASE(excel_2007),
        CASE(as_other_programs_write_it), CASE(merged_areas_are_found_anywhere), CASE(numbers_keep_fifteen_digits), CASE(bad_archives), CASE(other_files), CASE(csv), CASE(records),
        CASE(reading_can_end_early), CASE(a_bomb_is_refused), CASE(many_shared_strings_go_to_disk), CASE(shared_strings_say_when_the_disk_is_full),
        CASE(what_is_too_much_is_said), CASE(more_rows_than_a_sheet_has_are_refused), CASE(a_million_empty_rows_are_none), CASE(a_macro_workbook_is_read), CASE(cells_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
