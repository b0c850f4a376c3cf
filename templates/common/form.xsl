<?xml version="1.0" encoding="UTF-8"?>
<!-- form.xsl: the pieces of an application form: pages, cover, parts, tables of labels and values, signatures.
     Labels come from the schema by the place of the datum (sb:label, sb:label-below), so a cell names its datum once. A cell
     without a datum prints 无 (GE-04) or stays empty where the form leaves room to write.
     The importing stylesheet gives $prefix (of ids and page masters), $programme, $form (its entry in programme.xml), $proposal. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="exsl p g sb">

  <xsl:import href="code.xsl"/>
  <xsl:import href="field.xsl"/>
  <xsl:import href="label.xsl"/>
  <xsl:import href="option.xsl"/>
  <xsl:import href="rich.xsl"/>

  <!-- type -->

  <!-- 宋体小四, 1.5 lines. -->
  <xsl:attribute-set name="form-text">
    <xsl:attribute name="font-family">song</xsl:attribute>
    <xsl:attribute name="font-size">12pt</xsl:attribute>
    <xsl:attribute name="line-height">22pt</xsl:attribute>
    <xsl:attribute name="line-stacking-strategy">font-height</xsl:attribute>
    <xsl:attribute name="line-height-shift-adjustment">disregard-shifts</xsl:attribute>
    <xsl:attribute name="text-align">justify</xsl:attribute>
  </xsl:attribute-set>

  <!-- 黑体四号 -->
  <xsl:attribute-set name="form-heading">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="font-size">14pt</xsl:attribute>
    <xsl:attribute name="line-height">24pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="form-part" use-attribute-sets="form-heading">
    <xsl:attribute name="font-size">16pt</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="space-after">10pt</xsl:attribute>
    <xsl:attribute name="role">H1</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="form-section" use-attribute-sets="form-heading">
    <xsl:attribute name="space-before">6pt</xsl:attribute>
    <xsl:attribute name="space-after">3pt</xsl:attribute>
    <xsl:attribute name="role">H2</xsl:attribute>
  </xsl:attribute-set>

  <!-- 五号 -->
  <xsl:attribute-set name="form-table">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">collapse</xsl:attribute>
    <xsl:attribute name="border">1pt solid black</xsl:attribute>
    <xsl:attribute name="font-family">song</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">15pt</xsl:attribute>
    <xsl:attribute name="line-stacking-strategy">font-height</xsl:attribute>
    <xsl:attribute name="line-height-shift-adjustment">disregard-shifts</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
    <xsl:attribute name="role">Table</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="form-cell">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="border-before-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="border-after-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="padding">2pt 3pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="form-label" use-attribute-sets="form-cell">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="background-color">#f2f2f2</xsl:attribute>
    <xsl:attribute name="role">TH</xsl:attribute>
  </xsl:attribute-set>

  <!-- A row is parted only where it is higher than a page. -->
  <xsl:attribute-set name="form-row">
    <xsl:attribute name="keep-together.within-page">8</xsl:attribute>
    <xsl:attribute name="block-progression-dimension.minimum">20pt</xsl:attribute>
  </xsl:attribute-set>

  <!-- pages: A4, bound on the left, printed on both sides -->

  <xsl:template name="form-masters">
    <fo:simple-page-master master-name="{$prefix}-odd" page-width="210mm" page-height="297mm" margin-left="28mm" margin-right="24mm">
      <fo:region-body margin-top="28mm" margin-bottom="26mm"/>
      <fo:region-before region-name="{$prefix}-before" extent="22mm" display-align="after"/>
      <fo:region-after region-name="{$prefix}-after" extent="26mm"/>
    </fo:simple-page-master>
    <fo:simple-page-master master-name="{$prefix}-even" page-width="210mm" page-height="297mm" margin-left="24mm" margin-right="28mm">
      <fo:region-body margin-top="28mm" margin-bottom="26mm"/>
      <fo:region-before region-name="{$prefix}-before" extent="22mm" display-align="after"/>
      <fo:region-after region-name="{$prefix}-after" extent="26mm"/>
    </fo:simple-page-master>
    <fo:page-sequence-master master-name="{$prefix}-pages">
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference blank-or-not-blank="blank" master-reference="{$prefix}-blank"/>
        <fo:conditional-page-master-reference odd-or-even="odd" master-reference="{$prefix}-odd"/>
        <fo:conditional-page-master-reference odd-or-even="even" master-reference="{$prefix}-even"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
    <!-- The back of a part that ends on a front. -->
    <fo:simple-page-master master-name="{$prefix}-blank" page-width="210mm" page-height="297mm"><fo:region-body/></fo:simple-page-master>
    <!-- Wide tables: the paper is bound on its upper edge then. -->
    <fo:simple-page-master master-name="{$prefix}-wide" page-width="297mm" page-height="210mm" margin-left="20mm" margin-right="20mm">
      <fo:region-body margin-top="28mm" margin-bottom="22mm"/>
      <fo:region-before region-name="{$prefix}-before" extent="22mm" display-align="after"/>
      <fo:region-after region-name="{$prefix}-after" extent="22mm"/>
    </fo:simple-page-master>
    <fo:page-sequence-master master-name="{$prefix}-covers">
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference blank-or-not-blank="blank" master-reference="{$prefix}-blank"/>
        <fo:conditional-page-master-reference master-reference="{$prefix}-cover"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
    <fo:simple-page-master master-name="{$prefix}-cover" page-width="210mm" page-height="297mm" margin-left="28mm" margin-right="28mm">
      <fo:region-body margin-top="30mm" margin-bottom="58mm"/>
      <fo:region-after region-name="{$prefix}-cover-after" extent="58mm" display-align="after"/>
    </fo:simple-page-master>
  </xsl:template>

  <!-- What is not laid out by the notice says so. -->
  <xsl:template name="form-source">
    <xsl:if test="$form/@status != 'official'">
      <fo:block font-family="song" font-size="9pt" line-height="12pt" text-align="center" text-indent="0pt">参考样式，以申报系统生成的文本为准</fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="form-code">
    <xsl:if test="$code != ''">
      <fo:block font-size="9pt" line-height="12pt" text-align="center" text-indent="0pt"><xsl:call-template name="code-inline"/></fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="form-static">
    <fo:static-content flow-name="{$prefix}-before" role="Artifact">
      <fo:block font-family="song" font-size="9pt" line-height="14pt" text-indent="0pt" border-bottom="0.5pt solid black" text-align-last="justify">
        <xsl:value-of select="concat($form/g:title, '　', $programme/@year, '年度')"/><fo:leader/><xsl:value-of select="normalize-space(/p:proposal/p:filing/@number)"/>
      </fo:block>
    </fo:static-content>
    <fo:static-content flow-name="{$prefix}-after" role="Artifact">
      <fo:block font-family="song" font-size="10.5pt" line-height="14pt" text-indent="0pt" padding-before="14pt" text-align="center">
        <xsl:text>第</xsl:text><fo:page-number/><xsl:text>页　共</xsl:text><fo:page-number-citation-last ref-id="{$prefix}-end"/><xsl:text>页</xsl:text>
      </fo:block>
      <xsl:call-template name="form-source"/>
      <xsl:call-template name="form-code"/>
    </fo:static-content>
  </xsl:template>

  <!-- cover: its spaces give way to long names, as far as their minimum -->

  <!-- Who made the form and when it was filled in stand at the foot, whatever the rows above take: above two lines of the footer. They
       are read out behind the rows. -->
  <xsl:template name="form-cover-made">
    <fo:block-container absolute-position="fixed" left="28mm" right="28mm" bottom="29mm + 24pt" height="52pt" font-family="song" font-size="15pt" line-height="26pt" text-align="center" text-indent="0pt">
      <fo:block><xsl:value-of select="$programme/g:issuer"/>制</fo:block>
      <fo:block loc:line="{sb:line(p:filing/@filledOn)}"><xsl:call-template name="form-date"><xsl:with-param name="of" select="p:filing/@filledOn"/></xsl:call-template></fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="form-cover-foot">
    <fo:static-content flow-name="{$prefix}-cover-after">
      <fo:block padding-after="13mm" role="Artifact"><xsl:call-template name="form-source"/><xsl:call-template name="form-code"/></fo:block>
      <xsl:call-template name="code-qr">
        <xsl:with-param name="top">14mm</xsl:with-param>
        <xsl:with-param name="left">162mm</xsl:with-param>
        <xsl:with-param name="programme" select="$programme/@id"/>
        <xsl:with-param name="title" select="$proposal/p:title"/>
        <xsl:with-param name="unit" select="$proposal/p:units/p:unit[@role = 'lead'][1]/p:name"/>
      </xsl:call-template>
    </fo:static-content>
  </xsl:template>

  <xsl:variable name="cover-crowded" select="string-length(concat($proposal/p:title, $proposal/p:units/p:unit[@role = 'lead'][1]/p:name, $proposal/p:filing/@recommender)) &gt; 130"/>

  <!-- The first one is as wide as a label and its colon. -->
  <xsl:template name="form-cover-columns">
    <fo:table-column column-width="113pt"/>
    <fo:table-column column-width="proportional-column-width(1)"/>
  </xsl:template>

  <!-- One row: the label, spread, with its colon, beside the first line of the value, as a name under 附件： turns below itself; the value
       on a line. -->
  <xsl:template name="form-cover-row">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:param name="of" select="/.."/>
    <xsl:param name="sealed" select="false()"/>
    <fo:table-row keep-together.within-page="always">
      <fo:table-cell padding="3pt 0pt" relative-align="baseline" role="TH">
        <fo:block><fo:inline sf:spread="98pt"><xsl:value-of select="$label"/></fo:inline>：</fo:block>
      </fo:table-cell>
      <fo:table-cell padding="3pt 4pt 1pt 4pt" border-bottom="0.75pt solid black" relative-align="baseline">
        <xsl:if test="$sealed">
          <xsl:attribute name="sf:field">signature</xsl:attribute>
          <xsl:attribute name="sf:field-name"><xsl:value-of select="$prefix"/>-cover-seal</xsl:attribute>
          <xsl:attribute name="sf:field-label">封面：<xsl:value-of select="concat($label, '印章')"/></xsl:attribute>
        </xsl:if>
        <fo:block loc:line="{sb:line($of)}">
          <!-- A long title or name is set smaller, and names of two lines beside long ones, so that the cover stays one page. -->
          <xsl:choose>
            <xsl:when test="string-length($value) &gt; 120"><xsl:attribute name="font-size">10.5pt</xsl:attribute><xsl:attribute name="line-height">13pt</xsl:attribute></xsl:when>
            <xsl:when test="string-length($value) &gt; 60 or ($cover-crowded and string-length($value) &gt; 20)"><xsl:attribute name="font-size">12pt</xsl:attribute><xsl:attribute name="line-height">16pt</xsl:attribute></xsl:when>
          </xsl:choose>
          <xsl:value-of select="$value"/>
          <xsl:if test="not(normalize-space($value))">　</xsl:if>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- tables -->

  <xsl:template name="form-label-cell">
    <xsl:param name="text"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="rows" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="form-label" number-columns-spanned="{$columns}" number-rows-spanned="{$rows}">
      <fo:block><xsl:value-of select="$text"/></fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- A label of stacked characters beside several rows. -->
  <xsl:template name="form-side">
    <xsl:param name="text"/>
    <xsl:param name="rows"/>
    <fo:table-cell xsl:use-attribute-sets="form-label" number-rows-spanned="{$rows}" sf:vertical="true">
      <fo:block><xsl:value-of select="$text"/></fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- A cell with text. -->
  <xsl:template name="form-text-cell">
    <xsl:param name="text"/>
    <xsl:param name="of" select="/.."/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="rows" select="1"/>
    <xsl:param name="align">center</xsl:param>
    <xsl:param name="names-row" select="false()"/>
    <xsl:param name="empty"/>
    <xsl:param name="signer"/>
    <xsl:param name="field"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="{$columns}" number-rows-spanned="{$rows}" text-align="{$align}">
      <xsl:if test="$names-row"><xsl:attribute name="role">TH</xsl:attribute></xsl:if>
      <xsl:if test="$signer">
        <xsl:attribute name="sf:field">signature</xsl:attribute>
        <xsl:attribute name="sf:field-name"><xsl:value-of select="concat($prefix, '-', $field, '-signature')"/></xsl:attribute>
        <xsl:attribute name="sf:field-label">签名：<xsl:value-of select="$signer"/></xsl:attribute>
      </xsl:if>
      <fo:block loc:line="{sb:line($of)}">
        <xsl:value-of select="$text"/>
        <xsl:if test="not(normalize-space($text))"><xsl:value-of select="$empty"/></xsl:if>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- A cell with a datum: text with its emphasis. -->
  <xsl:template name="form-value-cell">
    <xsl:param name="of"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="rows" select="1"/>
    <xsl:param name="align">center</xsl:param>
    <xsl:param name="names-row" select="false()"/>
    <xsl:param name="empty"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="{$columns}" number-rows-spanned="{$rows}" text-align="{$align}">
      <xsl:if test="$names-row"><xsl:attribute name="role">TH</xsl:attribute></xsl:if>
      <fo:block loc:line="{sb:line($of)}">
        <xsl:choose>
          <xsl:when test="not(normalize-space($of))"><xsl:value-of select="$empty"/></xsl:when>
          <xsl:when test="$of/self::*"><xsl:apply-templates select="$of/node()" mode="inline"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="sb:value-label($of)"/></xsl:otherwise>
        </xsl:choose>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- A label and its value: `of` is a path below the context node. The label is the schema's unless another is given. -->
  <xsl:template name="form-pair">
    <xsl:param name="of"/>
    <xsl:param name="value" select="/.."/>
    <xsl:param name="label" select="sb:label-below(., $of)"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="label-columns" select="1"/>
    <xsl:param name="align">center</xsl:param>
    <xsl:param name="empty"/>
    <xsl:call-template name="form-label-cell">
      <xsl:with-param name="text" select="$label"/>
      <xsl:with-param name="columns" select="$label-columns"/>
    </xsl:call-template>
    <xsl:call-template name="form-value-cell">
      <xsl:with-param name="of" select="$value"/>
      <xsl:with-param name="columns" select="$columns"/>
      <xsl:with-param name="align" select="$align"/>
      <xsl:with-param name="empty" select="$empty"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A label and options, the chosen one ticked. -->
  <xsl:template name="form-options">
    <xsl:param name="label"/>
    <xsl:param name="list"/>
    <xsl:param name="chosen"/>
    <xsl:param name="columns"/>
    <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/></xsl:call-template>
    <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="{$columns}">
      <fo:block loc:line="{sb:line($chosen)}">
        <xsl:call-template name="form-option-list">
          <xsl:with-param name="list" select="$list"/>
          <xsl:with-param name="chosen" select="$chosen"/>
        </xsl:call-template>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <xsl:template name="form-option-list">
    <xsl:param name="list"/>
    <xsl:param name="chosen"/>
    <xsl:for-each select="$programme/g:list[@name = $list]/g:item">
      <xsl:if test="position() &gt; 1"><xsl:call-template name="option-gap"/></xsl:if>
      <xsl:call-template name="option">
        <xsl:with-param name="text" select="string(.)"/>
        <xsl:with-param name="chosen" select="$chosen[normalize-space() = normalize-space(current())]"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- 2025-06-01 as 2025年6月1日; anything else as it is. -->
  <xsl:template name="form-date">
    <xsl:param name="of"/>
    <xsl:variable name="text" select="normalize-space($of)"/>
    <xsl:choose>
      <xsl:when test="sb:date-valid($text)">
        <xsl:value-of select="concat(substring($text, 1, 4), '年', number(substring($text, 6, 2)), '月', number(substring($text, 9, 2)), '日')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- parts of text -->

  <!-- Pictures and tables with a caption are counted through the proposal. -->
  <xsl:template match="p:img" mode="number"><xsl:number level="any" count="p:img[normalize-space(p:caption)]"/></xsl:template>
  <xsl:template match="p:table" mode="number"><xsl:number level="any" count="p:table[normalize-space(p:caption)]"/></xsl:template>

  <xsl:template name="form-section-text">
    <xsl:param name="title"/>
    <xsl:param name="of"/>
    <xsl:param name="together" select="false()"/>
    <xsl:param name="id"/>
    <fo:block xsl:use-attribute-sets="form-section"><xsl:if test="$id"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if><xsl:value-of select="$title"/></fo:block>
    <fo:block xsl:use-attribute-sets="form-text">
      <xsl:if test="$together"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <xsl:call-template name="rich"><xsl:with-param name="of" select="$of"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <!-- The outline of pages that are made already: parts, and the sections of each. The form's own title is above them. -->
  <xsl:template name="form-bookmarks">
    <xsl:param name="pages"/>
    <xsl:variable name="tree">
      <xsl:for-each select="exsl:node-set($pages)//fo:block[@role = 'H1' or @role = 'H2'][@id][@id != concat($prefix, '-cover') and @id != concat($prefix, '-title')]">
        <h level="{substring(@role, 2)}" id="{@id}"><xsl:value-of select="."/></h>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="heads" select="exsl:node-set($tree)/h"/>
    <xsl:for-each select="$heads[@level = 1 or not(preceding-sibling::h[@level = 1])]">
      <xsl:variable name="n" select="count(preceding-sibling::h[@level = 1]) + 1"/>
      <fo:bookmark internal-destination="{@id}">
        <fo:bookmark-title><xsl:value-of select="normalize-space()"/></fo:bookmark-title>
        <xsl:if test="@level = 1">
          <xsl:for-each select="following-sibling::h[@level = 2][count(preceding-sibling::h[@level = 1]) = $n]">
            <fo:bookmark internal-destination="{@id}"><fo:bookmark-title><xsl:value-of select="normalize-space()"/></fo:bookmark-title></fo:bookmark>
          </xsl:for-each>
        </xsl:if>
      </fo:bookmark>
    </xsl:for-each>
  </xsl:template>

  <!-- Parts of $in (sections, brief) of the proposal by name, numbered （一）（二） ... in this order. One whose name ends in "?" is
       no part of the form: it is printed where somebody wrote it, and left out otherwise. -->
  <xsl:template name="form-texts">
    <xsl:param name="in">sections</xsl:param>
    <xsl:param name="of"/>
    <xsl:param name="n" select="1"/>
    <xsl:variable name="first" select="substring-before(concat($of, ' '), ' ')"/>
    <xsl:variable name="name" select="translate($first, '?', '')"/>
    <xsl:variable name="text" select="$proposal/*[local-name() = $in]/*[local-name() = $name]"/>
    <xsl:variable name="shown" select="$name = $first or $text[normalize-space() or .//p:img]"/>
    <xsl:if test="$name">
      <xsl:if test="$shown">
        <xsl:call-template name="form-section-text">
          <xsl:with-param name="title">
            <xsl:text>（</xsl:text><xsl:call-template name="chinese-number"><xsl:with-param name="n" select="$n"/></xsl:call-template><xsl:text>）</xsl:text>
            <xsl:value-of select="sb:label-below($proposal, concat($in, '/', $name))"/>
          </xsl:with-param>
          <xsl:with-param name="of" select="$text"/>
          <xsl:with-param name="id" select="concat($prefix, '-', $in, '-', $name)"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:call-template name="form-texts">
        <xsl:with-param name="in" select="$in"/>
        <xsl:with-param name="of" select="substring-after($of, ' ')"/>
        <xsl:with-param name="n" select="$n + $shown"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- 2025-06-01至2028-05-31; nothing without either. -->
  <xsl:template name="form-range">
    <xsl:param name="from"/>
    <xsl:param name="to"/>
    <xsl:if test="normalize-space($from) or normalize-space($to)"><xsl:value-of select="concat(normalize-space($from), '至', normalize-space($to))"/></xsl:if>
  </xsl:template>

  <!-- 无 under a heading. -->
  <xsl:template name="form-none">
    <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P">无</fo:block>
  </xsl:template>

  <!-- Who signs, with room for a seal of 42 mm where a unit does; the room is the field for the seal. field: what its fields are
       called behind the form's name; signer: what the field is called in which somebody signs by hand, sealer: the one for the seal. -->
  <xsl:template name="form-signature">
    <xsl:param name="who"/>
    <xsl:param name="seal" select="false()"/>
    <xsl:param name="field"/>
    <xsl:param name="signer" select="substring($who, 1, string-length($who) * not($seal))"/>
    <xsl:param name="sealer" select="$who"/>
    <xsl:param name="date" select="concat($who, '日期')"/>
    <xsl:variable name="name" select="concat($prefix, '-', $field)"/>
    <fo:block-container keep-together.within-page="always" space-before="12pt" text-indent="0pt" start-indent="45%">
      <xsl:if test="$seal">
        <xsl:attribute name="block-progression-dimension.minimum">42mm</xsl:attribute>
        <xsl:attribute name="sf:field">signature</xsl:attribute>
        <xsl:attribute name="sf:field-name"><xsl:value-of select="$name"/>-seal</xsl:attribute>
        <xsl:attribute name="sf:field-label"><xsl:value-of select="$sealer"/></xsl:attribute>
      </xsl:if>
      <fo:block xsl:use-attribute-sets="form-text" start-indent="0pt" text-indent="0pt" text-align="start">
        <xsl:value-of select="$who"/>：<xsl:if test="$signer"><xsl:call-template name="field-signature"><xsl:with-param name="name" select="$name"/><xsl:with-param name="label" select="$signer"/></xsl:call-template></xsl:if>
      </fo:block>
      <fo:block xsl:use-attribute-sets="form-text" start-indent="0pt" text-indent="0pt" space-before="16pt">日期：<xsl:call-template name="field-date"><xsl:with-param name="name" select="$name"/><xsl:with-param name="label" select="$date"/></xsl:call-template></fo:block>
    </fo:block-container>
  </xsl:template>

</xsl:stylesheet>
