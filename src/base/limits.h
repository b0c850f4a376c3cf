/* limits.h - every limit on input and output, by name. A limit that is met is a diagnostic, never a silent cut. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_INPUT_BYTES (64u << 20)   /* a proposal, a stylesheet, a pack file [bytes] */
#define LIMIT_FO_BYTES (2048ull << 20)  /* an FO file, which is read as a stream [bytes] */
#define LIMIT_TEXT_BYTES (10u << 20)    /* one text node [bytes]; libxml2's own limit without XML_PARSE_HUGE */
#define LIMIT_PACK_CHAIN 8              /* a pack with what it builds on */
#define LIMIT_PACK_ELEMENTS 5000        /* elements of one programme.xml or site.xml */
#define LIMIT_PACK_LISTS 1000           /* lists of one folder */
#define LIMIT_RULE_NESTING 40           /* variables within variables of a rule, when it is asked which directions it binds */
#define LIMIT_RULE_ID 63                /* bytes of an id that near ones are looked for */
#define LIMIT_RULE_BYTES 16384          /* its condition with the variables put in */
#define LIMIT_PACK_LAYERS 8             /* layers of rules that one pack has */
#define LIMIT_DEPTH 250                 /* nesting of elements, in a proposal or in FO */
#define LIMIT_NODES 5000000             /* nodes of one proposal */
#define LIMIT_ATTRIBUTES 1000           /* attributes of one element */
#define LIMIT_PAGES 100000              /* pages of one document */
#define LIMIT_PAGE_EDGE 14400000        /* 200 in, PDF's largest page edge [mpt] */
#define LIMIT_PAGE_EDGE_LEAST 3000      /* its smallest one [mpt] */
#define LIMIT_TABLE_COLUMNS 10000       /* columns of one table */
#define LIMIT_COLUMNS 10000000          /* of all tables of one document: 320 MB */
#define LIMIT_TABLE_TIED 1000000        /* rows that spans tie together, times columns */
#define LIMIT_SPAN 10000                /* number-columns-spanned, number-rows-spanned */
#define LIMIT_IMAGE_PIXELS (100u << 20) /* one image, width times height */
#define LIMIT_IMAGE_BYTES (64u << 20)   /* one image file [bytes] */
#define LIMIT_IMAGE_TOTAL (1ull << 30)  /* decoded pixels of all images of one document */
#define LIMIT_PAPER_BYTES (64u << 20)   /* one annex [bytes] */
#define LIMIT_FORM_BYTES (512u << 20)   /* a form of ours that extract and verify read, its annexes in it [bytes] */
#define LIMIT_FORM_PAGES 100000         /* pages of such a form */
#define LIMIT_FORM_FILES 200            /* files that a PDF carries */
#define LIMIT_PAPERS_OPEN (8u << 20)    /* annexes of one proposal that stay open until their pages are taken [bytes] */
#define LIMIT_PAPER_PAGES 1000          /* pages of one annex */
#define LIMIT_PAPER_CONTENT (64u << 20) /* the drawing instructions of one of its pages, unpacked [bytes] */
#define LIMIT_PAPER_TAGS 500000          /* elements and marks of its structure */
#define LIMIT_PAPER_TAG_DEPTH 100       /* elements within each other */
#define LIMIT_PAPER_TAG_SPAN 1000        /* rows or columns that one of its cells takes */
#define LIMIT_PAPER_TAG_TEXT (4u << 20)  /* what they say in place of their content, all together [bytes] */
#define LIMIT_QUOTED 4000                /* bytes of what a message quotes */
#define LIMIT_FINDINGS 10000            /* findings kept for one document; the rest is counted */
#define LIMIT_PASSES 5                  /* layout passes until forward references settle */
#define LIMIT_PARA_TOTAL_FIT 20000      /* characters of a paragraph that total fit still breaks */
#define LIMIT_CHART_SERIES 32           /* series of one sb:chart */
#define LIMIT_CHART_POINTS 2000         /* points of one sb:chart, and its categories */
#define LIMIT_BOXES 1000                /* boxes of one sb:boxes */
#define LIMIT_SHEET_BYTES (2048ull << 20) /* a sheet's file, and one part of a workbook when unpacked [bytes] */
#define LIMIT_SHEET_RATIO 500           /* a part unpacks to at most so many times the archive, from 64 MiB on */
#define LIMIT_SHEET_SHEETS 1000         /* sheets of one workbook */
#define LIMIT_SHEET_ROWS 1048576        /* rows of one sheet that hold something */
#define LIMIT_SHEET_COLUMNS 1024        /* the last column that may hold something */
#define LIMIT_SHEET_CELL (1u << 20)     /* the text of one cell [bytes] */
#define LIMIT_SHEET_MERGES 200000       /* merged areas of one sheet */
#define LIMIT_SHEET_STYLES 65536        /* cell styles and number formats of one workbook */
#define LIMIT_INPUT_FOLDERS 32          /* folders in each other among the inputs of a run */
#define LIMIT_BATCH_SECONDS 120         /* one document of a batch, unless --timeout says otherwise */
#define LIMIT_BATCH_MEMORY 1024         /* what one document takes, unless --max-memory says otherwise [MiB] */
#define LIMIT_BATCH_WORKERS 256         /* worker processes */
#define LIMIT_BATCH_SHARDS 9999         /* parts of one batch */
#define LIMIT_BATCH_REPLY (256u << 20)  /* what a worker says of one document [bytes] */
#define LIMIT_BATCH_MANIFEST (4096ull << 20) /* a manifest, and what is kept for the rules across a batch [bytes] */
#define LIMIT_JSON_DEPTH 16             /* arrays and objects in each other in a manifest */
#define LIMIT_SHEET_STRINGS_MEMORY (48u << 20) /* shared strings kept in memory; the rest is put on disk [bytes] */
#define LIMIT_ZIP_BYTES 0xFFFFFFFEull   /* an archive that is packed or judged: 4 GiB, without ZIP64 [bytes] */
#define LIMIT_ZIP_ENTRIES 65534         /* files in it, likewise */
#define LIMIT_ZIP_DIRECTORY (64u << 20) /* its directory [bytes] */
#define LIMIT_ZIP_ENTRY (64u << 20)     /* one of its files, unpacked [bytes] */
#define LIMIT_ZIP_SMALL (1u << 20)      /* up to this size any ratio is taken [bytes] */
#define LIMIT_ZIP_RATIO 200             /* a file unpacks to at most so many times its packed size */
#define LIMIT_NAME_BYTES 255            /* one part of a path that is written: what Linux, NTFS and archives carry [bytes] */

#endif
