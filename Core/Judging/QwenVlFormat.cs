using System.Text.Json;
using System.Text.RegularExpressions;
using Stvg.Core.Frames;

namespace Stvg.Core.Judging;

/// <summary>
/// Qwen-VL: boxes as JSON with <c>bbox_2d</c>. Qwen2.5-VL writes pixels of the picture that it was shown, Qwen2-VL and Qwen3-VL
/// thousandths; the older <c>&lt;|box_start|&gt;(x1,y1),(x2,y2)&lt;|box_end|&gt;</c>, always thousandths, is read too.
/// </summary>
/// <param name="size">Size of the original picture.</param>
/// <param name="pictureSide">Longest side of the pictures that are shown.</param>
/// <param name="thousandths">Whether <c>bbox_2d</c> is in thousandths; null: it is where the picture is too small for what was
/// written.</param>
public sealed partial class QwenVlFormat(FrameSize size, int pictureSide, bool? thousandths = null) : PlaceFormat
{
    /// <inheritdoc/>
    public override JudgeQuestion Question(string sentence, IReadOnlyList<JudgePicture> pictures) => new(
        $$"""
        These {{pictures?.Count}} pictures are frames of one video, in order of time. Locate {{Quoted(sentence)}}.
        For each picture in which this holds, give one object of a JSON list: {"picture": k, "bbox_2d": [x1, y1, x2, y2]}, where k counts the pictures from 1. If it holds in none, answer [].
        """, pictures!);

    /// <inheritdoc/>
    public override Places? Read(string text, IReadOnlyList<int> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var found = ReadJson(ModelText.Answer(text));
        var isOld = found.Count == 0;
        if (isOld) found = [.. OldBox().Matches(text).Select((m, i) =>
            (i + 1, new[] { Value(m, 1), Value(m, 2), Value(m, 3), Value(m, 4) }))];
        var longest = Math.Max(size.Width, size.Height);
        var shown = Math.Min(1, (double)pictureSide / longest);
        var inThousandths = isOld
            || (thousandths ?? found.Any(f => f.Box[2] > (size.Width * shown) + 1 || f.Box[3] > (size.Height * shown) + 1));
        var (x, y) = inThousandths ? (size.Width / 1000.0, size.Height / 1000.0) : (1 / shown, 1 / shown);
        var boxes = new Dictionary<int, Box>();
        foreach (var (picture, box) in found)
        {
            if (picture < 1 || picture > frames.Count || !(box[2] > box[0] && box[3] > box[1])) continue;
            boxes[frames[picture - 1]] = Box.FromEdges((float)(box[0] * x), (float)(box[1] * y), (float)(box[2] * x), (float)(box[3] * y));
        }

        return boxes.Count == 0 ? null : new Places(boxes.Keys.Min(), boxes.Keys.Max(), boxes);
    }

    private static List<(int Picture, double[] Box)> ReadJson(string text)
    {
        var found = new List<(int, double[])>();
        int first = text.IndexOf('[', StringComparison.Ordinal), last = text.LastIndexOf(']');
        if (first < 0 || last <= first) return found;
        try
        {
            using var document =
                JsonDocument.Parse(text.AsMemory()[first..(last + 1)], new JsonDocumentOptions { AllowTrailingCommas = true });
            foreach (var (i, item) in document.RootElement.EnumerateArray().Index())
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("bbox_2d", out var box)
                    || box.ValueKind != JsonValueKind.Array) continue;
                if (box.GetArrayLength() != 4 || box.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.Number)) continue;
                var picture = item.TryGetProperty("picture", out var k) && k.ValueKind == JsonValueKind.Number
                    && k.TryGetInt32(out var number) ? number : i + 1;
                found.Add((picture, [.. box.EnumerateArray().Select(v => v.GetDouble())]));
            }
        }
        catch (JsonException)
        {
            found.Clear(); // words with brackets
        }

        return found;
    }

    private static double Value(Match match, int group) =>
        double.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\((\d{1,4}),\s*(\d{1,4})\),\s*\((\d{1,4}),\s*(\d{1,4})\)", RegexOptions.CultureInvariant)]
    private static partial Regex OldBox();
}
