using System.Globalization;

namespace Stvg.Core.Judging;

/// <summary>The words in which a judge is asked about marked frames.</summary>
public static class JudgePrompts
{
    /// <summary>Schema of the answer to <see cref="Target"/>.</summary>
    public const string TargetSchema =
        """
        {"type":"object","properties":{"target":{"type":["integer","null"]},"begin":{"type":["number","null"]},"end":{"type":["number","null"]}},
        "required":["target","begin","end"],"additionalProperties":false}
        """;

    /// <summary>Which marked object a sentence describes, and when.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="pictures">Marked frames in order of time.</param>
    /// <param name="reversed">Show them from the last to the first: who somebody is does not depend on the order of time.</param>
    /// <param name="structured">Ask for JSON instead of a line of text.</param>
    public static JudgeQuestion Target(string sentence, IReadOnlyList<JudgePicture> pictures, bool reversed, bool structured) => new(
        $"""
        {Introduction(pictures, reversed)} A number always means the same object.
        Which marked object does this sentence describe, and from when to when does what it says happen? "{Clean(sentence)}"
        {(structured
            ? """Answer in JSON: "target" is the number, "begin" and "end" are seconds of the video. If no marked object fits, all three are null."""
            : "Answer with exactly one line and nothing else:\nTarget ID: n, Time range: a to b\nwhere n is the number and a and b are seconds of the video. If no marked object fits, answer: none")}
        """,
        Order(pictures, reversed))
    {
        Schema = structured ? TargetSchema : null,
    };

    /// <summary>Whether one marked object fits a part of a sentence.</summary>
    /// <param name="words">The part.</param>
    /// <param name="mark">The object's number.</param>
    /// <param name="pictures">Marked frames in order of time.</param>
    /// <param name="reversed">Show them from the last to the first.</param>
    public static JudgeQuestion IsThere(string words, int mark, IReadOnlyList<JudgePicture> pictures, bool reversed) => new(
        $"""
        {Introduction(pictures, reversed)}
        Look only at the object with the number {mark.ToString(CultureInfo.InvariantCulture)}. Is there {Article(words)}{Clean(words)} under this number in this video?
        Answer with one word: yes or no.
        """,
        Order(pictures, reversed))
    {
        IsYesNo = true,
    };

    /// <summary>What one marked object is and does.</summary>
    /// <param name="mark">The object's number.</param>
    /// <param name="pictures">Marked frames in order of time.</param>
    public static JudgeQuestion Describe(int mark, IReadOnlyList<JudgePicture> pictures) => new(
        $"""
        {Introduction(pictures, reversed: false)}
        Describe in one short sentence what the object with the number {mark.ToString(CultureInfo.InvariantCulture)} is, what it looks like and what it does. Do not mention the number, the circle or the pictures.
        """,
        pictures);

    private static string Introduction(IReadOnlyList<JudgePicture> pictures, bool reversed)
    {
        var times = string.Join(", ", Order(pictures, reversed).Select(p => p.Seconds.ToString("0.0", CultureInfo.InvariantCulture)));
        var order = reversed ? "in reverse order, the last one first," : "in order of time,";
        return $"These {pictures.Count} pictures are frames of one video {order} at {times} seconds. "
            + "Objects are marked with a white number in a red circle, on the object or beside it with a line to it.";
    }

    private static List<JudgePicture> Order(IReadOnlyList<JudgePicture> pictures, bool reversed) =>
        [.. reversed ? pictures.Reverse() : pictures];

    private static string Article(string words) => words.StartsWith("something", StringComparison.Ordinal) ? "" :
        "aeiou".Contains(words[0], StringComparison.OrdinalIgnoreCase) ? "an " : "a ";

    // A sentence is a quotation in the prompt: it must not end it.
    private static string Clean(string words) => words.ReplaceLineEndings(" ").Replace('"', '\'');
}
