import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.fop.apps.Fop;
import org.apache.fop.apps.FopFactory;
import org.apache.xmlgraphics.util.MimeConstants;

/** WarmFop CONFIG FILE.fo OUT.pdf WARMUP RUNS: the median processor time of a document in one JVM [ms], all threads. */
public class WarmFop {
    private static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime() / 1e6;
    }

    private static void render(FopFactory factory, File fo, File pdf) throws Exception {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(pdf))) {
            Fop fop = factory.newFop(MimeConstants.MIME_PDF, out);
            Transformer t = TransformerFactory.newInstance().newTransformer();
            t.transform(new StreamSource(fo), new SAXResult(fop.getDefaultHandler()));
        }
    }

    public static void main(String[] a) throws Exception {
        int warmup = Integer.parseInt(a[3]);
        double[] ms = new double[Integer.parseInt(a[4])];
        double start = warmup == 0 ? 0 : cpu(); /* without a warm-up the JVM's own start counts */
        FopFactory factory = FopFactory.newInstance(new File(a[0]));
        for (int i = 0; i < warmup; i++)
            render(factory, new File(a[1]), new File(a[2]));
        for (int i = 0; i < ms.length; i++) {
            if (warmup > 0 || i > 0)
                start = cpu();
            render(factory, new File(a[1]), new File(a[2]));
            ms[i] = cpu() - start;
        }
        Arrays.sort(ms);
        System.out.println(ms[ms.length / 2]);
    }
}
