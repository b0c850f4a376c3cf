# A bare table of ten columns and so many rows (-v rows=N), of which no two are alike, as XSL-FO.
BEGIN {
    split("山东海岳氢能科技有限公司 香港理工大学 中国海洋大学 济南轴承研究所 青岛深蓝海洋装备股份有限公司", unit); split("王海洋 李建国 陈静 周志远 欧阳文华", man);
    split("12 30 14 14 16 14 14 14 14 14", wide);
    print "<fo:root xmlns:fo=\"http://www.w3.org/1999/XSL/Format\" language=\"zh\"><fo:layout-master-set><fo:simple-page-master master-name=\"p\" page-width=\"210mm\" page-height=\"297mm\" margin=\"25mm\"><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference=\"p\"><fo:title>t</fo:title><fo:flow flow-name=\"xsl-region-body\" font-size=\"9pt\"><fo:table table-layout=\"fixed\" border-collapse=\"collapse\">"
    for (i = 1; i <= 10; i++) print "<fo:table-column column-width=\"" wide[i] "mm\"/>"
    print "<fo:table-body>"
    for (i = 1; i <= rows; i++) {
        s = (s * 8121 + 28411) % 134456
        print "<fo:table-row>"
        n = split(i "|" unit[s % 5 + 1] "|" man[int(s / 5) % 5 + 1] "|新能源|" int(s / 149) ".5|2026-" (10 + s % 3) "|" (2 + s % 20) "人|TRL " (1 + s % 9) "|" (s % 100) "%|合格", cell, "|")
        for (k = 1; k <= n; k++) print "<fo:table-cell border=\"0.5pt solid black\" padding=\"1pt\"><fo:block>" cell[k] "</fo:block></fo:table-cell>"
        print "</fo:table-row>"
    }
    print "</fo:table-body></fo:table></fo:flow></fo:page-sequence></fo:root>"
}
