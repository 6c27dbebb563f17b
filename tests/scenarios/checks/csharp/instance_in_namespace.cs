// entry: Count
namespace Words
{
    public class Counter
    {
        private int seen;

        public int Count(string text)
        {
            foreach (var word in text.Split(' '))
                seen += word.Length > 0 ? 1 : 0;
            return seen;
        }
    }
}
// === examples
// Count("a bc  d") => 3
// Count("") + Count("x") => 1
