package org.opencadc.sessionindex.scale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** How all plots look. */
final class Look {
  static final int WIDTH = 800;
  static final int HEIGHT = 460;

  /** Told apart by people who see no red or no green, too (Okabe and Ito). */
  static final Color BLUE = new Color(0x00, 0x72, 0xB2);

  static final Color ORANGE = new Color(0xD5, 0x5E, 0x00);
  static final Color GREEN = new Color(0x00, 0x9E, 0x73);
  static final Color PINK = new Color(0xCC, 0x79, 0xA7);
  static final Color GREY = new Color(0x70, 0x70, 0x70);

  private static final Color FAINT = new Color(0xEC, 0xEC, 0xEC);
  private static final Color TEXT = new Color(0x22, 0x22, 0x22);
  private static final String FONT = Font.SANS_SERIF;
  private static final String NUMBERS = "#,##0.###";

  /** Of pixels to points, so that text is sharp on fine screens, too. */
  private static final double SCALE = 1.5;

  private Look() {}

  /**
   * Checks that text can be drawn.
   *
   * @throws IllegalStateException saying what to install
   */
  static void requireFonts() {
    try {
      if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          > 0) {
        return;
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new IllegalStateException(advice(), e);
    }
    throw new IllegalStateException(advice());
  }

  private static String advice() {
    return "the plots need fonts; on Debian: apt-get install libfreetype6 fontconfig"
        + " fonts-dejavu-core";
  }

  /** Gives a chart with axes the common look. */
  static void apply(AxesChartStyler style) {
    style.setBaseFont(new Font(FONT, Font.PLAIN, 12));
    style.setChartTitleFont(new Font(FONT, Font.BOLD, 14));
    style.setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
    style.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11));
    style.setLegendFont(new Font(FONT, Font.PLAIN, 12));
    style.setChartFontColor(TEXT);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(FAINT);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(FAINT);
    style.setChartTitleBoxVisible(false);
    style.setChartPadding(14);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setXAxisTickMarkSpacingHint(100);
    style.setYAxisTickMarkSpacingHint(50);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setMarkerSize(7);
    style.setAntiAlias(true);
  }

  /** Makes the axis of x logarithmic. */
  static void logarithmicX(AxesChartStyler style) {
    style.setXAxisLogarithmic(true);
    style.setXAxisDecimalPattern(NUMBERS);
  }

  /** Makes the axis of y logarithmic. */
  static void logarithmicY(AxesChartStyler style) {
    style.setYAxisLogarithmic(true);
    style.setYAxisDecimalPattern(NUMBERS);
  }

  /** Writes a chart as PNG, packed as well as can be as it is kept with the sources. */
  static void write(Chart<?, ?> chart, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(
            (int) (chart.getWidth() * SCALE),
            (int) (chart.getHeight() * SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam packed = writer.getDefaultWriteParam();
    packed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    packed.setCompressionQuality(0);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), packed);
    } finally {
      writer.dispose();
    }
  }
}
