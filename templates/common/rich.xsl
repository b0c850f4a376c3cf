<?xml version="1.0" encoding="UTF-8"?>
<!-- rich.xsl: rich text (types.xsd, richText) as formatting objects.
     Size, face and pitch come from the surrounding block. $indent is the first-line indent of a paragraph: 2em in running
     text, 0pt in cells (typography T13). Emphasis is 楷体, strong emphasis 黑体, since Chinese type has no italic. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:sb="urn:shenbao:functions" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="p sf sb">

  <xsl:import href="continued.xsl"/>

  <!-- A part: its content, or 无 when there is none (GE-04). -->
  <xsl:template name="rich">
    <xsl:param name="of"/>
    <xsl:param name="indent" select="'2em'"/>
    <xsl:choose>
      <xsl:when test="$of[normalize-space() or .//p:img]">
        <xsl:apply-templates select="$of/*" mode="rich">
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <fo:block text-indent="{$indent}" role="P" loc:line="{sb:line($of)}">
          <xsl:text>无</xsl:text>
        </fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="p:p" mode="rich">
    <xsl:param name="indent" select="'2em'"/>
    <xsl:if test="normalize-space()">
      <fo:block text-indent="{$indent}" role="P" loc:line="{sb:line()}">
        <!-- What announces a list stays with it. -->
        <xsl:if test="following-sibling::*[1][self::p:ul or self::p:ol] or substring(normalize-space(), string-length(normalize-space())) = '：'">
          <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
        </xsl:if>
        <xsl:apply-templates mode="inline"/>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- lists: （1） or •, hanging; a list inside a list begins where the outer item's text does -->
  <xsl:template match="p:ol" mode="rich">
    <xsl:param name="indent" select="'2em'"/>
    <xsl:call-template name="rich-list">
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="hang">2.3em</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="p:ul" mode="rich">
    <xsl:param name="indent" select="'2em'"/>
    <xsl:call-template name="rich-list">
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="hang">1em</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="rich-list">
    <xsl:param name="indent"/>
    <xsl:param name="hang"/>
    <xsl:if test="p:li">
      <fo:list-block provisional-distance-between-starts="{$hang}" provisional-label-separation="0pt" text-indent="0pt" role="L" loc:line="{sb:line()}">
        <xsl:if test="not(parent::p:li)"><xsl:attribute name="start-indent"><xsl:value-of select="$indent"/></xsl:attribute></xsl:if>
        <xsl:apply-templates select="p:li" mode="rich"/>
      </fo:list-block>
    </xsl:if>
  </xsl:template>

  <xsl:template match="p:li" mode="rich">
    <fo:list-item loc:line="{sb:line()}">
      <fo:list-item-label end-indent="label-end()">
        <fo:block text-align="start">
          <xsl:choose>
            <xsl:when test="parent::p:ol">（<xsl:number count="p:li"/>）</xsl:when>
            <xsl:otherwise><fo:inline font-family="hei">•</fo:inline></xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </fo:list-item-label>
      <fo:list-item-body start-indent="body-start()">
        <fo:block>
          <xsl:apply-templates select="node()[not(self::p:ul or self::p:ol)]" mode="inline"/>
        </fo:block>
        <xsl:apply-templates select="p:ul | p:ol" mode="rich"/>
      </fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <!-- pictures: no wider than the text, the caption below -->
  <xsl:template match="p:img" mode="rich">
    <fo:block text-align="center" text-indent="0pt" space-before="6pt" space-after="6pt" keep-together.within-page="always" loc:line="{sb:line()}">
      <fo:block line-height="1" line-stacking-strategy="max-height" keep-with-next.within-page="always">
        <fo:external-graphic src="url('{@src}')" role="Figure" loc:line="{sb:line()}">
          <xsl:attribute name="sf:alt">
            <xsl:choose>
              <xsl:when test="normalize-space(@alt)"><xsl:value-of select="normalize-space(@alt)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="normalize-space(p:caption)"/></xsl:otherwise>
            </xsl:choose>
          </xsl:attribute>
          <xsl:choose>
            <xsl:when test="normalize-space(@width)">
              <xsl:attribute name="width"><xsl:value-of select="normalize-space(@width)"/></xsl:attribute>
              <xsl:attribute name="content-width">scale-to-fit</xsl:attribute>
            </xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="width">100%</xsl:attribute>
              <xsl:attribute name="content-width">scale-down-to-fit</xsl:attribute>
            </xsl:otherwise>
          </xsl:choose>
        </fo:external-graphic>
      </fo:block>
      <xsl:if test="normalize-space(p:caption)">
        <fo:block font-family="hei" font-size="12pt" line-height="20pt" role="Caption">
          <xsl:text>图</xsl:text><xsl:apply-templates select="." mode="number"/><xsl:text>&#x2002;</xsl:text>
          <xsl:apply-templates select="p:caption" mode="inline"/>
        </fo:block>
      </xsl:if>
    </fo:block>
  </xsl:template>

  <!-- tables: 五号, the caption above, header rows that repeat -->
  <xsl:template match="p:table" mode="rich">
    <fo:block space-before="6pt" space-after="8pt" text-indent="0pt" start-indent="0pt" loc:line="{sb:line()}">
      <xsl:if test="normalize-space(p:caption)">
        <fo:block font-family="hei" font-size="12pt" line-height="20pt" text-align="center" role="Caption" keep-with-next.within-page="always">
          <xsl:text>表</xsl:text><xsl:apply-templates select="." mode="number"/><xsl:text>&#x2002;</xsl:text>
          <xsl:apply-templates select="p:caption" mode="inline"/>
        </fo:block>
      </xsl:if>
      <xsl:if test=".//p:td | .//p:th">
        <fo:table xsl:use-attribute-sets="rich-table">
          <xsl:call-template name="rich-columns"/>
          <fo:table-header>
            <xsl:call-template name="continued"><xsl:with-param name="columns"><xsl:call-template name="rich-column-count"/></xsl:with-param></xsl:call-template>
            <xsl:apply-templates select="p:thead/p:tr[*]" mode="rich"/>
          </fo:table-header>
          <fo:table-body>
            <xsl:call-template name="continued-title">
              <xsl:with-param name="title"><xsl:if test="normalize-space(p:caption)"><xsl:apply-templates select="p:caption" mode="inline"/></xsl:if></xsl:with-param>
              <xsl:with-param name="number"><xsl:if test="normalize-space(p:caption)"><xsl:apply-templates select="." mode="number"/></xsl:if></xsl:with-param>
            </xsl:call-template>
            <xsl:apply-templates select="p:tbody/p:tr[*]" mode="rich"/>
            <xsl:if test="not(p:tbody/p:tr/*)">
              <fo:table-row><fo:table-cell><fo:block/></fo:table-cell></fo:table-row>
            </xsl:if>
          </fo:table-body>
        </fo:table>
      </xsl:if>
    </fo:block>
  </xsl:template>

  <xsl:attribute-set name="rich-table">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">collapse</xsl:attribute>
    <xsl:attribute name="border">1pt solid black</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">14.5pt</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="sf:fit">85%</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="rich-cell">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="padding">2.5pt 5pt</xsl:attribute>
    <xsl:attribute name="start-indent">0pt</xsl:attribute>
    <xsl:attribute name="end-indent">0pt</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>

  <!-- As many columns as col elements say, else as the first row has. -->
  <xsl:template name="rich-columns">
    <xsl:for-each select="p:col[@width]">
      <fo:table-column column-number="{count(preceding-sibling::p:col) + 1}" column-width="proportional-column-width({@width})"/>
    </xsl:for-each>
    <xsl:for-each select="p:col[not(@width)]">
      <fo:table-column column-number="{count(preceding-sibling::p:col) + 1}" column-width="proportional-column-width(1)"/>
    </xsl:for-each>
    <xsl:if test="not(p:col)">
      <fo:table-column column-width="proportional-column-width(1)">
        <xsl:attribute name="number-columns-repeated"><xsl:call-template name="rich-column-count"/></xsl:attribute>
      </fo:table-column>
    </xsl:if>
  </xsl:template>

  <xsl:template name="rich-column-count">
    <xsl:variable name="first" select="(p:thead/p:tr[*] | p:tbody/p:tr[*])[1]"/>
    <xsl:choose>
      <xsl:when test="p:col"><xsl:value-of select="count(p:col)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="count($first/*[not(@colspan)]) + sum($first/*/@colspan)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- No row of a table stands alone on a page: the second stays with the first, the last with the one before. Rows of forms
       are printed with it as well. -->
  <xsl:template name="rich-row-keeps">
    <xsl:if test="position() = 2 or (position() = last() and position() &gt; 1)">
      <xsl:attribute name="keep-with-previous.within-page">always</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="p:tr" mode="rich">
    <fo:table-row keep-together.within-page="always" loc:line="{sb:line()}">
      <xsl:call-template name="rich-row-keeps"/>
      <xsl:apply-templates select="p:th | p:td" mode="rich"/>
    </fo:table-row>
  </xsl:template>

  <xsl:template match="p:th | p:td" mode="rich">
    <fo:table-cell xsl:use-attribute-sets="rich-cell" loc:line="{sb:line()}">
      <xsl:if test="@colspan"><xsl:attribute name="number-columns-spanned"><xsl:value-of select="@colspan"/></xsl:attribute></xsl:if>
      <xsl:if test="@rowspan"><xsl:attribute name="number-rows-spanned"><xsl:value-of select="@rowspan"/></xsl:attribute></xsl:if>
      <xsl:attribute name="text-align">
        <xsl:choose>
          <xsl:when test="@align"><xsl:value-of select="@align"/></xsl:when>
          <xsl:when test="self::p:th">center</xsl:when>
          <xsl:otherwise>start</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:if test="self::p:th">
        <xsl:attribute name="font-family">hei</xsl:attribute>
        <xsl:attribute name="role">TH</xsl:attribute>
      </xsl:if>
      <fo:block><xsl:apply-templates mode="inline"/></fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- inlines -->
  <xsl:template match="p:em" mode="inline">
    <fo:inline font-family="kai" role="Em"><xsl:apply-templates mode="inline"/></fo:inline>
  </xsl:template>

  <xsl:template match="p:strong" mode="inline">
    <fo:inline font-family="hei" role="Strong"><xsl:apply-templates mode="inline"/></fo:inline>
  </xsl:template>

  <xsl:template match="p:sub" mode="inline">
    <fo:inline baseline-shift="sub" font-size="65%"><xsl:apply-templates mode="inline"/></fo:inline>
  </xsl:template>

  <xsl:template match="p:sup" mode="inline">
    <fo:inline baseline-shift="super" font-size="65%"><xsl:apply-templates mode="inline"/></fo:inline>
  </xsl:template>

  <!-- Plain text, for outlines and descriptions: subscripts and superscripts as characters of their own. -->
  <xsl:template match="p:sub" mode="plain">
    <xsl:value-of select="translate(., '0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')"/>
  </xsl:template>

  <xsl:template match="p:sup" mode="plain">
    <xsl:value-of select="translate(., '0123456789+-−=()', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾')"/>
  </xsl:template>

  <xsl:template match="text()" mode="plain">
    <xsl:apply-templates select="." mode="inline"/>
  </xsl:template>

  <!-- A line end inside a paragraph of the file is a space between Latin words and nothing beside Han. -->
  <xsl:template match="text()" mode="inline">
    <xsl:choose>
      <xsl:when test="contains(., '&#10;')">
        <xsl:if test="substring(., 1, 1) = ' '"><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="rich-join"><xsl:with-param name="text" select="."/></xsl:call-template>
        <xsl:if test="substring(., string-length()) = ' ' and following-sibling::*"><xsl:text> </xsl:text></xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="rich-latin"
                select="'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?()%-+/'"/>

  <!-- last: the last character printed so far. -->
  <xsl:template name="rich-join">
    <xsl:param name="text"/>
    <xsl:param name="last"/>
    <xsl:variable name="line" select="normalize-space(substring-before(concat($text, '&#10;'), '&#10;'))"/>
    <xsl:if test="$last and $line and contains($rich-latin, $last) and contains($rich-latin, substring($line, 1, 1))">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:value-of select="$line"/>
    <xsl:if test="contains($text, '&#10;')">
      <xsl:call-template name="rich-join">
        <xsl:with-param name="text" select="substring-after($text, '&#10;')"/>
        <xsl:with-param name="last">
          <xsl:choose>
            <xsl:when test="$line"><xsl:value-of select="substring($line, string-length($line))"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$last"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
