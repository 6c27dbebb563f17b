import java.util.ArrayList;
import java.util.Arrays;

public class Main {
    public static void main(String[] arguments) {
        var held = new ArrayList<byte[]>();
        while (true) {
            var block = new byte[1 << 20];
            Arrays.fill(block, (byte) 1);
            held.add(block);
        }
    }
}
