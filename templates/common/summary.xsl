<?xml version="1.0" encoding="UTF-8"?>
<!-- summary.xsl: 推荐汇总表. A4 landscape, bound on its upper edge; the heading row on each page, groups with their headings and
     subtotals, 合计 at the end of the last page, 第 x 页 共 y 页, and the place of the seal with the last rows.
     The source is the frame first (s:summary), which leaves a place for rows, then chunks of rows (s:rows): what they come
     to is read in that place, chunk by chunk (shenbao-pack(5), Summary table). Rows have few attributes: there are many. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:s="urn:shenbao:summary" xmlns:sf="urn:shenbao:fo" xmlns:parts="urn:shenbao:parts" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="s parts sb">

  <xsl:import href="summary-overview.xsl"/>
  <xsl:import href="continued.xsl"/>
  <xsl:import href="field.xsl"/>

  <xsl:variable name="columns" select="/*/s:column"/>

  <!-- type -->

  <xsl:attribute-set name="summary-text">
    <xsl:attribute name="font-family">song</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">16pt</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="summary-heading" use-attribute-sets="summary-text">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="border-after-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="padding">3pt 2pt</xsl:attribute>
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="font-size">9pt</xsl:attribute>
    <xsl:attribute name="line-height">12pt</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
    <xsl:attribute name="background-color">#f2f2f2</xsl:attribute>
    <xsl:attribute name="role">TH</xsl:attribute>
  </xsl:attribute-set>

  <!-- The row of a group or a sum. -->
  <xsl:attribute-set name="summary-sum">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="padding">3pt 2pt</xsl:attribute>
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>

  <!-- the frame -->

  <xsl:template match="/s:summary">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="summary" page-width="297mm" page-height="210mm" margin-left="18mm" margin-right="18mm">
          <fo:region-body margin-top="24mm" margin-bottom="18mm"/>
          <fo:region-after region-name="summary-after" extent="18mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <xsl:if test="@overview = 'yes'"><xsl:call-template name="summary-overview"/></xsl:if>
      <fo:page-sequence master-reference="summary" initial-page-number="1" force-page-count="no-force">
        <fo:static-content flow-name="summary-after" role="Artifact">
          <fo:block xsl:use-attribute-sets="summary-text" font-size="9pt" padding-before="10pt" text-align="center">
            <xsl:text>第 </xsl:text><fo:page-number/><xsl:text> 页　共 </xsl:text><fo:page-number-citation-last ref-id="summary-end"/><xsl:text> 页</xsl:text>
          </fo:block>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="summary-title"/>
          <xsl:call-template name="summary-table"/>
          <xsl:call-template name="summary-foot"/>
          <fo:block id="summary-end" role="Artifact" keep-with-previous.within-page="always"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="summary-title">
    <xsl:if test="@annex"><fo:block font-family="hei" font-size="15.75pt" line-height="24pt" text-indent="0pt" keep-with-next.within-page="always" role="P"><xsl:value-of select="@annex"/></fo:block></xsl:if>
    <!-- 二号, or 小二 where the title would not fit on a line. -->
    <fo:block font-family="xiaobiaosong" font-size="{22 - 4 * (string-length(s:title) &gt; 33)}pt" line-height="32pt" text-indent="0pt" text-align="center" space-after="8pt" keep-with-next.within-page="always" role="H1"><xsl:value-of select="s:title"/></fo:block>
    <fo:table table-layout="fixed" width="100%" space-after="3pt" keep-with-next.within-page="always" role="Div">
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body>
        <fo:table-row>
          <fo:table-cell><fo:block xsl:use-attribute-sets="summary-text" text-align="start" role="P"><xsl:value-of select="concat(@signer, '：', @recommender)"/></fo:block></fo:table-cell>
          <fo:table-cell><fo:block xsl:use-attribute-sets="summary-text" text-align="center" role="P"><xsl:text>填表日期：</xsl:text><xsl:call-template name="summary-date"><xsl:with-param name="field">filled</xsl:with-param><xsl:with-param name="label">填表日期</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
          <fo:table-cell><fo:block xsl:use-attribute-sets="summary-text" text-align="end" role="P"><xsl:if test="$columns[@kind = 'money']">单位：万元</xsl:if></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="summary-date">
    <xsl:param name="field"/>
    <xsl:param name="label"/>
    <xsl:choose>
      <xsl:when test="sb:date-valid(string(@date))"><xsl:value-of select="concat(substring(@date, 1, 4), '年', number(substring(@date, 6, 2)), '月', number(substring(@date, 9, 2)), '日')"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="field-date"><xsl:with-param name="name" select="concat('summary-', $field)"/><xsl:with-param name="label" select="$label"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="summary-table">
    <fo:table table-layout="fixed" width="100%" border-collapse="collapse" border="1pt solid black" font-family="song" font-size="9pt"
              line-height="12pt" text-indent="0pt" text-align="start" display-align="center" sf:fit="70%" role="Table">
      <xsl:for-each select="$columns">
        <fo:table-column column-width="proportional-column-width({@width})"/>
      </xsl:for-each>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="count($columns)"/></xsl:call-template>
        <fo:table-row keep-together.within-page="always">
          <xsl:for-each select="$columns"><fo:table-cell xsl:use-attribute-sets="summary-heading"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell></xsl:for-each>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body><xsl:call-template name="continued-title"/><parts:rows/></fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Who answers for the table; 42 mm for the seal, which stay with the last rows. -->
  <xsl:template name="summary-foot">
    <fo:block xsl:use-attribute-sets="summary-text" space-before="6pt" keep-with-previous.within-page="always" keep-with-next.within-page="always" role="P">
      <xsl:for-each select="s:contact">
        <xsl:if test="position() &gt; 1">　　</xsl:if>
        <xsl:choose>
          <xsl:when test="@role = 'head'"><xsl:value-of select="concat(@label, '（签字）：')"/><fo:inline sf:field="signature" sf:field-name="summary-head-signature" sf:field-label="{@label}（签字）">　　　　　　</fo:inline></xsl:when>
          <xsl:otherwise><xsl:value-of select="concat(@label, '：', @name)"/><xsl:if test="not(@name)"><fo:inline sf:field="text" sf:field-name="summary-{@role}-name" sf:field-label="{@label}">　　　　</fo:inline></xsl:if></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@role != 'head'">
          <xsl:text>　联系电话：</xsl:text><xsl:value-of select="@phone"/>
          <xsl:if test="not(@phone)"><fo:inline sf:field="text" sf:field-name="summary-{@role}-phone" sf:field-label="{@label}：联系电话">　　　　　　</fo:inline></xsl:if>
        </xsl:if>
      </xsl:for-each>
    </fo:block>
    <fo:block xsl:use-attribute-sets="summary-text" sf:seal="auto" sf:field="signature" sf:field-name="summary-recommender-seal" sf:field-label="{@signer}（盖章）" start-indent="60%" text-align="center" keep-with-previous.within-page="always" role="P">
      <fo:block><xsl:value-of select="concat(@signer, '（盖章）：', @recommender)"/></fo:block>
      <fo:block><xsl:call-template name="summary-date"><xsl:with-param name="field">sealed</xsl:with-param><xsl:with-param name="label">盖章日期</xsl:with-param></xsl:call-template></fo:block>
    </fo:block>
  </xsl:template>

  <!-- rows -->

  <xsl:template match="/s:rows"><rows><xsl:apply-templates select="*[not(self::s:column)]"/></rows></xsl:template>

  <!-- The last rows stay with what is below them: the sum, and the seal. -->
  <xsl:template match="s:row">
    <fo:table-row keep-together.within-page="8"><xsl:apply-templates/></fo:table-row>
  </xsl:template>
  <xsl:template match="s:row[@last]">
    <fo:table-row keep-together.within-page="8" keep-with-next.within-page="always"><xsl:apply-templates/></fo:table-row>
  </xsl:template>

  <xsl:template match="s:c"><fo:table-cell border="0.5pt solid black" padding="2pt"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell></xsl:template>
  <xsl:template match="s:t"><fo:table-cell border="0.5pt solid black" padding="2pt" role="TH"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell></xsl:template>
  <xsl:template match="s:o"><fo:table-cell border="0.5pt solid black" padding="2pt" text-align="center"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell></xsl:template>
  <xsl:template match="s:m"><fo:table-cell border="0.5pt solid black" padding="2pt" text-align="end"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell></xsl:template>

  <!-- 校验码: what stands in the footer of the form, in its size; on two lines where the column is narrow. -->
  <xsl:template match="s:k"><fo:table-cell border="0.5pt solid black" padding="2pt" display-align="center" text-align="center"><fo:block font-size="7.5pt"><xsl:value-of select="concat(substring-before(., '-'), substring('-&#x200B;', 1, 2 * boolean(string(.))), substring-after(., '-'))"/></fo:block></fo:table-cell></xsl:template>

  <xsl:template match="s:group">
    <fo:table-row keep-together.within-page="always" keep-with-next.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="summary-sum" number-columns-spanned="{count($columns)}" text-align="start">
        <fo:block>
          <xsl:call-template name="summary-ordinal"><xsl:with-param name="n" select="number(@number)"/></xsl:call-template><xsl:text>、</xsl:text>
          <xsl:value-of select="concat(@name, '（', @count, '项）')"/>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- 一、二 ... 九十九; libxslt's xsl:number knows no Chinese numerals. -->
  <xsl:template name="summary-ordinal">
    <xsl:param name="n"/>
    <xsl:variable name="tens" select="floor($n div 10)"/>
    <xsl:choose>
      <xsl:when test="$n &gt; 99"><xsl:value-of select="$n"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat(substring('二三四五六七八九', $tens - 1, $tens &gt; 1), substring('十', 1, $tens &gt; 0), substring('一二三四五六七八九', $n mod 10, $n mod 10 &gt; 0))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="s:subtotal"><xsl:call-template name="summary-sum-row"><xsl:with-param name="label">小计</xsl:with-param></xsl:call-template></xsl:template>
  <xsl:template match="s:total"><xsl:call-template name="summary-sum-row"><xsl:with-param name="label">合计</xsl:with-param></xsl:call-template></xsl:template>

  <xsl:template name="summary-sum-row">
    <xsl:param name="label"/>
    <fo:table-row keep-together.within-page="always" keep-with-previous.within-page="always">
      <xsl:if test="@before &gt; 0">
        <fo:table-cell xsl:use-attribute-sets="summary-sum" number-columns-spanned="{@before}" text-align="center" role="TH">
          <fo:block><xsl:value-of select="concat($label, '（', @count, '项）')"/></fo:block>
        </fo:table-cell>
      </xsl:if>
      <xsl:for-each select="s:c | s:m">
        <fo:table-cell xsl:use-attribute-sets="summary-sum" text-align="end"><fo:block font-family="song"><xsl:value-of select="."/></fo:block></fo:table-cell>
      </xsl:for-each>
    </fo:table-row>
  </xsl:template>

</xsl:stylesheet>
