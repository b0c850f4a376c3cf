<?xml version="1.0" encoding="UTF-8"?>
<!-- annexes.xsl: the papers behind a form. Every page of an attachment stands on a page of the form, made a little smaller, so
     that a label (附件n) and the form's own page number have room; numbers go on, and 附件清单 can name the pages.
     The importing stylesheet gives $prefix; it calls annex-masters, annex-bookmarks, form-end (where the form itself ends) and
     annexes (behind its last page-sequence), in a proposal. A file that is not in order is asked for all the same: the
     formatter then says at its line why it cannot be set, and a draft has a page that names it. A file that is attached whole
     (render's annexes option) has a page that says so in place of its pages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:sb="urn:shenbao:functions" xmlns:sf="urn:shenbao:fo"
                xmlns:loc="urn:shenbao:location" exclude-result-prefixes="p sb">

  <xsl:variable name="annexes" select="/p:proposal/p:attachments/p:attachment[normalize-space(@file)]"/>

  <xsl:template name="annex-masters">
    <xsl:if test="$annexes">
      <fo:simple-page-master master-name="{$prefix}-annex" page-width="210mm" page-height="297mm" margin-left="10mm" margin-right="10mm">
        <fo:region-body margin-top="16mm" margin-bottom="15mm" display-align="center"/>
        <fo:region-before region-name="{$prefix}-annex-before" extent="14mm" display-align="after"/>
        <fo:region-after region-name="{$prefix}-annex-after" extent="12mm"/>
      </fo:simple-page-master>
      <fo:simple-page-master master-name="{$prefix}-annex-wide" page-width="297mm" page-height="210mm" margin-left="10mm" margin-right="10mm">
        <fo:region-body margin-top="16mm" margin-bottom="15mm" display-align="center"/>
        <fo:region-before region-name="{$prefix}-annex-before" extent="14mm" display-align="after"/>
        <fo:region-after region-name="{$prefix}-annex-after" extent="12mm"/>
      </fo:simple-page-master>
      <!-- What stands behind the annexes begins on a front: the back before it is empty. -->
      <fo:simple-page-master master-name="{$prefix}-annex-blank" page-width="210mm" page-height="297mm"><fo:region-body/></fo:simple-page-master>
      <fo:page-sequence-master master-name="{$prefix}-annexes">
        <fo:repeatable-page-master-alternatives>
          <fo:conditional-page-master-reference blank-or-not-blank="blank" master-reference="{$prefix}-annex-blank"/>
          <fo:conditional-page-master-reference master-reference="{$prefix}-annex"/>
        </fo:repeatable-page-master-alternatives>
      </fo:page-sequence-master>
      <fo:page-sequence-master master-name="{$prefix}-annexes-wide">
        <fo:repeatable-page-master-alternatives>
          <fo:conditional-page-master-reference blank-or-not-blank="blank" master-reference="{$prefix}-annex-blank"/>
          <fo:conditional-page-master-reference master-reference="{$prefix}-annex-wide"/>
        </fo:repeatable-page-master-alternatives>
      </fo:page-sequence-master>
    </xsl:if>
  </xsl:template>

  <xsl:template name="annex-bookmarks">
    <xsl:if test="$annexes">
      <fo:bookmark internal-destination="{$prefix}-annexes">
        <fo:bookmark-title>附件</fo:bookmark-title>
        <xsl:for-each select="$annexes">
          <fo:bookmark internal-destination="{$prefix}-annex-{count(preceding-sibling::p:attachment) + 1}"><fo:bookmark-title><xsl:call-template name="annex-title"/></fo:bookmark-title></fo:bookmark>
        </xsl:for-each>
      </fo:bookmark>
    </xsl:if>
  </xsl:template>

  <!-- The last page of all is the last one of the annexes. -->
  <xsl:template name="form-end">
    <xsl:if test="not($annexes)"><fo:block id="{$prefix}-end" role="Artifact"/></xsl:if>
  </xsl:template>

  <xsl:template name="annexes">
    <xsl:for-each select="$annexes">
      <xsl:call-template name="annex-page">
        <xsl:with-param name="pages" select="sb:pages(@file) * not(sb:file-attached(@file)) + (not(sb:pages(@file)) or sb:file-attached(@file))"/>
        <xsl:with-param name="first-annex" select="position() = 1"/>
        <xsl:with-param name="last-annex" select="position() = last()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- 附件n, as 附件清单 counts. -->
  <xsl:template name="annex-title">
    <xsl:value-of select="concat('附件', count(preceding-sibling::p:attachment) + 1, '　')"/><xsl:value-of select="normalize-space(p:title)"/>
  </xsl:template>

  <xsl:template name="annex-page">
    <xsl:param name="n" select="1"/>
    <xsl:param name="pages"/>
    <xsl:param name="first-annex" select="false()"/>
    <xsl:param name="last-annex"/>
    <xsl:variable name="id" select="concat($prefix, '-annex-', count(preceding-sibling::p:attachment) + 1)"/>
    <xsl:variable name="across" select="sb:page-across(@file, $n) and not(sb:file-attached(@file))"/>
    <xsl:variable name="room" select="substring('190 277 ', 1 + 4 * $across, 3)"/>
    <xsl:variable name="height" select="substring('264 177 1   ', 1 + 4 * ($across + 2 * (sb:file-state(@file) != 'ok')), 3)"/>
    <fo:page-sequence master-reference="{$prefix}-annexes{substring('-wide', 1, 5 * $across)}" loc:line="{sb:line(@file)}">
      <!-- bound behind the form: the annexes begin on the front of a sheet -->
      <xsl:if test="$n = 1 and $first-annex"><xsl:attribute name="initial-page-number">auto-odd</xsl:attribute></xsl:if>
      <xsl:call-template name="annex-static"><xsl:with-param name="n" select="$n"/><xsl:with-param name="pages" select="$pages"/></xsl:call-template>
      <fo:flow flow-name="xsl-region-body">
        <xsl:if test="$n = 1 and $first-annex"><fo:block id="{$prefix}-annexes" role="Artifact"/></xsl:if>
        <xsl:if test="sb:file-state(@file) != 'ok'"><fo:block font-family="hei" font-size="14pt" line-height="22pt" text-align="center" text-indent="0pt">文件 <xsl:value-of select="@file"/> 未能并入</fo:block></xsl:if>
        <xsl:if test="sb:file-attached(@file)"><xsl:call-template name="annex-notice"><xsl:with-param name="id" select="$id"/></xsl:call-template></xsl:if>
        <xsl:if test="not(sb:file-attached(@file))">
        <fo:block text-align="center" line-height="0pt" font-size="1pt" text-indent="0pt">
          <xsl:if test="$n = 1"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
          <fo:external-graphic width="{$room}mm" height="{normalize-space($height)}mm" content-width="scale-down-to-fit" content-height="scale-down-to-fit" text-align="center" display-align="center" loc:line="{sb:line(@file)}">
            <xsl:attribute name="src">url('<xsl:value-of select="@file"/><xsl:if test="sb:file-kind(@file) != 'png' and sb:file-kind(@file) != 'jpeg'"><xsl:value-of select="concat('#page=', $n)"/></xsl:if>')</xsl:attribute>
            <xsl:attribute name="sf:alt"><xsl:call-template name="annex-title"/><xsl:value-of select="concat('，第', $n, '页')"/></xsl:attribute>
          </fo:external-graphic>
        </fo:block>
        </xsl:if>
        <xsl:if test="$n = $pages"><fo:block id="{$id}-end" role="Artifact"/></xsl:if>
        <xsl:if test="$n = $pages and $last-annex"><fo:block id="{$prefix}-end" role="Artifact"/></xsl:if>
      </fo:flow>
    </fo:page-sequence>
    <xsl:if test="$n &lt; $pages">
      <xsl:call-template name="annex-page">
        <xsl:with-param name="n" select="$n + 1"/>
        <xsl:with-param name="pages" select="$pages"/>
        <xsl:with-param name="last-annex" select="$last-annex"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- In place of the pages of a file that is attached. -->
  <xsl:template name="annex-notice">
    <xsl:param name="id"/>
    <fo:block font-family="hei" font-size="16pt" line-height="28pt" text-align="center" text-indent="0pt" space-after="12pt" id="{$id}"><xsl:call-template name="annex-title"/></fo:block>
    <fo:block font-family="song" font-size="12pt" line-height="22pt" text-indent="2em" start-indent="25mm" end-indent="25mm" role="P">本附件原件不符合本文件的存档标准（PDF/A），未并入页面，以原文件形式附在本PDF文件内，内容以附件原件为准。可在PDF阅读器的“附件”栏中打开，或用 shenbao extract --all 取出。</fo:block>
    <fo:block font-family="song" font-size="12pt" line-height="22pt" text-indent="0pt" start-indent="25mm" end-indent="25mm" space-before="12pt" role="P">
      <fo:block>文件名：<xsl:value-of select="@file"/></fo:block>
      <fo:block>页数：<xsl:value-of select="sb:pages(@file)"/></fo:block>
      <fo:block>SHA-256：<xsl:value-of select="sb:file-digest(@file)"/></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template name="annex-static">
    <xsl:param name="n"/>
    <xsl:param name="pages"/>
    <fo:static-content flow-name="{$prefix}-annex-before" role="Artifact">
      <fo:block font-family="song" font-size="9pt" line-height="14pt" text-indent="0pt" border-bottom="0.5pt solid black" text-align-last="justify">
        <xsl:call-template name="annex-title"/><fo:leader/><xsl:value-of select="concat($n, '/', $pages)"/>
      </fo:block>
    </fo:static-content>
    <fo:static-content flow-name="{$prefix}-annex-after" role="Artifact">
      <fo:block font-family="song" font-size="10.5pt" line-height="14pt" text-indent="0pt" padding-before="5pt" text-align="center">
        <xsl:text>第</xsl:text><fo:page-number/><xsl:text>页　共</xsl:text><fo:page-number-citation-last ref-id="{$prefix}-end"/><xsl:text>页</xsl:text>
      </fo:block>
      <xsl:call-template name="form-code"/>
    </fo:static-content>
  </xsl:template>

  <!-- 附件清单: where a paper stands. -->
  <xsl:template name="annex-pages">
    <xsl:variable name="id" select="concat($prefix, '-annex-', count(preceding-sibling::p:attachment) + 1)"/>
    <xsl:if test="normalize-space(@file)">
      <fo:page-number-citation ref-id="{$id}"/>
      <xsl:if test="sb:pages(@file) &gt; 1 and not(sb:file-attached(@file))">–<fo:page-number-citation ref-id="{$id}-end"/></xsl:if>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
