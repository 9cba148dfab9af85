using Stvg.Core.Evaluation;

namespace Stvg.Bench;

/// <summary>Sentences as operators and annotators write them: real ones of VidSTG, and surveillance ones put together at random.</summary>
internal static class StandingSentences
{
    private static readonly string[] s_people = ["man", "woman", "person", "boy", "girl", "child", "guard", "worker", "cyclist", "lady", "guy", "teenager"];
    private static readonly string[] s_colours = ["black", "white", "grey", "red", "blue", "dark blue", "green", "yellow", "brown", "orange", "pink", "purple", "beige"];
    private static readonly string[] s_uppers = ["jacket", "coat", "shirt", "T-shirt", "sweater", "hoodie", "hat", "cap", "dress"];
    private static readonly string[] s_lowers = ["trousers", "jeans", "shorts", "shoes"];
    private static readonly string[] s_things = ["bag", "backpack", "suitcase", "umbrella", "bicycle", "dog", "ball"];
    private static readonly string[] s_vehicles = ["car", "van", "truck", "bus", "motorcycle", "taxi"];
    private static readonly string[] s_edges = ["left", "right", "top", "bottom"];

    private static readonly string[] s_actions =
    [
        "walking", "running", "standing", "standing still", "walking to the left", "walking from left to right", "running to the right",
        "walking towards the camera", "walking away", "who stops", "who turns around", "walking up the road", "who slows down",
        "who stops and turns around", "who starts to run",
    ];

    private static readonly string[] s_places =
        ["at the left edge", "in the middle of the picture", "at the top right", "near the camera", "on the grass", "on the road", "at the bottom"];

    /// <summary>So many sentences; the same for every run.</summary>
    /// <param name="vidStg">The annotation file.</param>
    /// <param name="count">How many.</param>
    /// <param name="share">Share of real ones, in [0, 1].</param>
    public static List<string> Make(string vidStg, int count, double share)
    {
        using var json = File.OpenRead(vidStg);
        var real = VidStgReader.Read(json, vidStg).Select(s => s.Text).ToList();
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(i => random.NextDouble() < share ? real[random.Next(real.Count)] : Surveillance(random))];
    }

    private static string Surveillance(Random random)
    {
        string Any(string[] words) => words[random.Next(words.Length)];
        // Who is to be told among thousands of people is described by more than one garment, as a rule.
        var somebody = $"a {Any(s_people)} in a {Any(s_colours)} {Any(s_uppers)}"
            + (random.Next(4) > 0 ? $" and {Any(s_colours)} {Any(s_lowers)}" : "")
            + (random.Next(4) == 0 ? $" with a {Any(s_things)}" : "");
        return random.Next(12) switch
        {
            0 or 1 or 2 => $"{somebody} {Any(s_actions)}",
            3 => $"{somebody} {Any(s_places)}",
            4 => $"{somebody} {Any(s_actions)} {Any(s_places)}",
            5 => $"{somebody} enters from the {Any(s_edges)}",
            6 => $"{somebody} leaves at the {Any(s_edges)} edge",
            7 => $"{somebody} {Any(s_actions)} {Any(s_places)}",
            8 => $"{somebody} next to a {Any(s_colours)} {Any(s_vehicles)}",
            9 => $"{somebody} walking next to a {Any(s_people)} in a {Any(s_colours)} {Any(s_uppers)}",
            10 => $"a {Any(s_colours)} {Any(s_vehicles)} driving to the {Any(s_edges)}",
            _ => $"a {Any(s_vehicles)} that stops {Any(s_places)}",
        };
    }
}
