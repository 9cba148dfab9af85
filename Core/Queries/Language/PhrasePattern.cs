namespace Stvg.Core.Queries.Language;

/// <summary>
/// A fixed phrase with choices, as the tables write it: <c>(near|close to) the left [hand] edge</c>. Round brackets hold
/// alternatives, square brackets what may be left out (alternatives too), <c>#</c> is any number word.
/// </summary>
internal sealed class PhrasePattern
{
    private readonly Node _root;

    private PhrasePattern(Node root)
    {
        _root = root;
        var first = new HashSet<string>(StringComparer.Ordinal);
        root.First(first);
        FirstWords = first;
    }

    /// <summary>The words that a match can begin with.</summary>
    public IReadOnlySet<string> FirstWords { get; }

    /// <summary>Reads a pattern; its syntax is the tables' own, so a mistake is a bug and throws.</summary>
    public static PhrasePattern Parse(string text)
    {
        var at = 0;
        var root = ParseChoice(text, ref at);
        return at == text.Length ? new PhrasePattern(root) : throw new FormatException($"pattern '{text}': stray '{text[at]}' at {at}");
    }

    /// <summary>Index of the token after the longest match that begins at <paramref name="start"/>, or -1.</summary>
    public int Match(IReadOnlyList<Token> tokens, int start)
    {
        var ends = new SortedSet<int>();
        _root.Ends(tokens, start, ends);
        return ends.Count == 0 || ends.Max == start ? -1 : ends.Max;
    }

    private static Node ParseChoice(string text, ref int at)
    {
        var options = new List<Node> { ParseSequence(text, ref at) };
        while (at < text.Length && text[at] == '|')
        {
            at++;
            options.Add(ParseSequence(text, ref at));
        }
        return options.Count == 1 ? options[0] : new Choice(options, false);
    }

    private static Sequence ParseSequence(string text, ref int at)
    {
        var parts = new List<Node>();
        while (at < text.Length && text[at] is not ('|' or ')' or ']'))
        {
            if (text[at] == ' ') at++;
            else if (text[at] is '(' or '[')
            {
                var optional = text[at] == '[';
                at++;
                var inner = ParseChoice(text, ref at);
                var close = optional ? ']' : ')';
                if (at >= text.Length || text[at] != close) throw new FormatException($"pattern '{text}': unclosed bracket");
                at++;
                parts.Add(optional ? new Choice([inner], true) : inner);
            }
            else
            {
                var from = at;
                while (at < text.Length && text[at] is not (' ' or '|' or '(' or ')' or '[' or ']')) at++;
                parts.Add(new Literal(text[from..at]));
            }
        }
        return new Sequence(parts);
    }

    private abstract class Node
    {
        public abstract void Ends(IReadOnlyList<Token> tokens, int start, SortedSet<int> ends);

        /// <summary>Adds the possible first words; true when the node may match nothing.</summary>
        public abstract bool First(HashSet<string> words);
    }

    private sealed class Literal(string word) : Node
    {
        public override void Ends(IReadOnlyList<Token> tokens, int start, SortedSet<int> ends)
        {
            if (start < tokens.Count && (word == "#" ? Tables.Numbers.Value(tokens[start].Lower) is not null : tokens[start].Lower == word))
                ends.Add(start + 1);
        }

        public override bool First(HashSet<string> words)
        {
            words.Add(word);
            return false;
        }
    }

    private sealed class Choice(List<Node> options, bool optional) : Node
    {
        public override void Ends(IReadOnlyList<Token> tokens, int start, SortedSet<int> ends)
        {
            if (optional) ends.Add(start);
            foreach (var option in options) option.Ends(tokens, start, ends);
        }

        public override bool First(HashSet<string> words)
        {
            var empty = optional;
            foreach (var option in options) empty |= option.First(words);
            return empty;
        }
    }

    private sealed class Sequence(List<Node> parts) : Node
    {
        public override void Ends(IReadOnlyList<Token> tokens, int start, SortedSet<int> ends)
        {
            var from = new SortedSet<int> { start };
            foreach (var part in parts)
            {
                var next = new SortedSet<int>();
                foreach (var at in from) part.Ends(tokens, at, next);
                if (next.Count == 0) return;
                from = next;
            }
            ends.UnionWith(from);
        }

        public override bool First(HashSet<string> words)
        {
            foreach (var part in parts)
                if (!part.First(words)) return false;
            return true;
        }
    }
}
