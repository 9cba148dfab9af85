namespace Stvg.Models.Phrases.Text;

/// <summary>Turns words into the numbers that a text encoder was trained on.</summary>
public interface ITextTokenizer
{
    /// <summary>The numbers of a text, with the marks of its beginning and end where the encoder has such; no padding.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most numbers; what does not fit is cut off before the mark of the end.</param>
    IReadOnlyList<int> Encode(string text, int most);

    /// <summary>Number that fills up a row.</summary>
    int Padding { get; }
}
