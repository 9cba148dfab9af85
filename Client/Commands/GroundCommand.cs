using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Arguments;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg ground</c>: the product's first sentence.</summary>
internal static class GroundCommand
{
    public static Command Create()
    {
        var video = CommonOptions.Video();
        var sentence = new Argument<string>("SENTENCE") { Description = "Who or what to find, in English: \"the man in the red jacket who stops next to the white van\"." };
        var top = new Option<int>("--top") { Description = "At most so many answers, best first.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var threshold = new Option<float>("--threshold")
        {
            Description = "Answers below this score, 0 to 1, are left out.", DefaultValueFactory = _ => GroundingOptions.DefaultThreshold, HelpName = "S",
        };
        var json = CommonOptions.Json();
        var render = new Option<string?>("--render") { Description = "Also write a video with the answer's box and the evidence over time; a name in .png or .jpg gives one picture of it.", HelpName = "OUT.mp4" };
        var explain = new Option<bool>("--explain") { Description = "Also show the plan and the score of every part of the sentence." };
        var model = CommonOptions.Model();
        var sparse = CommonOptions.Sparse();
        var judge = CommonOptions.Judge();
        var phrases = new Option<string?>("--phrases")
        {
            Description = "A phrase scorer (CLIP, SigLIP) of 'stvg models list', or its JSON file, for attributes that the engine cannot judge.",
            HelpName = "NAME",
        };
        var vocabulary = new Option<string?>("--vocabulary")
        {
            Description = "An open-vocabulary model (OWL-ViT, Grounding DINO) of 'stvg models list', or its JSON file, "
                + "for things that the detector has no class for.",
            HelpName = "NAME",
        };
        var decompose = CommonOptions.Decompose();
        var learned = CommonOptions.Grounder();
        var zones = new Option<string[]>("--zone")
        {
            Description = "An area of the picture that the sentence may name: \"door=0.1,0.5;0.4,0.5;0.4,0.9\"; may be given several times.", HelpName = "NAME=x,y;…",
        };
        var command = new Command("ground", "Find what a sentence describes: which object, from when to when, with a box on every frame.")
        {
            video, sentence, top, threshold, json, render, explain, model, sparse, judge, decompose, phrases, vocabulary, zones, learned,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new GroundingOptions { Top = parsed.GetValue(top), Threshold = parsed.GetValue(threshold) };
            if (options.Top < 1) throw new StvgException("--top needs a number of at least 1");
            if (options.Threshold is not (>= 0 and <= 1)) throw new StvgException("--threshold needs a number from 0 to 1");
            var path = parsed.GetRequiredValue(video);
            var output = parsed.GetValue(render);
            // Everything that can be refused is refused before minutes of work.
            if (output is not null) OutputFile.EnsureWritable(output);
            var grounder = CommonOptions.LearnedGrounder(parsed.GetValue(learned));
            using var questions = CommonOptions.Questions(parsed.GetValue(judge));
            using var decomposition = CommonOptions.Decomposition(parsed.GetValue(decompose), parsed.GetValue(judge));

            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            var (plan, watching) = await ClipPlan.OfAsync(parser, parsed.GetRequiredValue(sentence), new ClipOptions
            {
                Detector = parsed.GetRequiredValue(model), Sparse = parsed.GetValue(sparse), Notify = CommonOptions.Notify, Learned = grounder is not null,
                Zones = [.. (parsed.GetValue(zones) ?? []).Select(text => AreaArgument.Area(text))],
                Vocabulary = parsed.GetValue(vocabulary) is { Length: > 0 } name ? name : null,
            }, decomposition, cancellation);
            // What a model says may raise the score of what the engine thinks little of.
            var others = questions is not null || grounder is not null || parsed.GetValue(phrases) is { Length: > 0 };
            watching = watching with { Sought = new Sought(plan, others ? 0 : options.Threshold, options.Top) };
            var clip = await CommonOptions.AnalyseAsync(path, cancellation, watching);
            if (parsed.GetValue(phrases) is { Length: > 0 } scorer)
                options = options with { Phrases = await ClipPhrases.ScoreAsync(clip, plan, scorer, cancellation) };
            var tubes = await AnswerAsync(questions, clip, plan, options, cancellation, grounder);

            if (parsed.GetValue(json)) PrintJson(clip, plan, tubes);
            else Print(clip, plan, tubes, parsed.GetValue(explain));
            if (output is not null) await RenderAsync(clip, plan, tubes, output, cancellation);
            return tubes.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return command;
    }

    /// <summary>The engine's answers, or those of a multimodal model among its candidates.</summary>
    internal static async Task<IReadOnlyList<Tube>> AnswerAsync(
        ClipQuestions? questions, ClipAnalysis clip, QueryPlan plan, GroundingOptions options, CancellationToken cancellation, LearnedGrounder? learned = null)
    {
        if (questions is null) return CombinedGrounder.Ground(plan, clip.Scene, clip.Path, options, learned);
        var (tubes, said) = await questions.GroundAsync(clip, plan, options, cancellation);
        foreach (var words in said) CommonOptions.Notify($"the judge said: {words.ReplaceLineEndings(" ")}");
        return tubes;
    }

    internal static void PrintJson(ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new GroundJson(
                plan.Text, PlanJson.Of(plan),
                new VideoJson(clip.Path, clip.Size.Width, clip.Size.Height, clip.Fps, clip.FramesDecoded),
                [.. tubes.Select(TubeJson.Of)],
                new TimingJson(Math.Round(clip.Elapsed.TotalSeconds, 3), clip.FramesDecoded, clip.FramesDetected),
                clip.Frames.Counts()),
            JsonContext.Readable.GroundJson));

    internal static void Print(ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes, bool explain)
    {
        var console = Terminal.Output;
        if (explain) PlanPrinter.Evidence(plan, tubes, console);
        else PlanPrinter.Warnings(plan, console);

        if (tubes.Count == 0)
        {
            console.WriteLine($"nothing in {clip.FramesDecoded} frames matches \"{plan.Text}\"");
            return;
        }

        foreach (var tube in tubes)
        {
            var first = tube.Boxes[0];
            console.WriteLine(
                $"{plan.Target.Noun} #{tube.TubeletId}  score {tube.Score:0.00}  frames {tube.Begin}–{tube.End}  "
                + $"{tube.BeginTime.TotalSeconds:0.0}–{tube.EndTime.TotalSeconds:0.0} s  first box {first.X:0},{first.Y:0} {first.Width:0}x{first.Height:0}");
        }
    }

    private static async Task RenderAsync(ClipAnalysis clip, QueryPlan plan, IReadOnlyList<Tube> tubes, string output, CancellationToken cancellation)
    {
        if (Path.GetExtension(output).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG")
        {
            var middle = tubes.Count > 0 ? (tubes[0].Begin + tubes[0].End) / 2 : clip.FramesDecoded / 2;
            await ClipRenderer.SnapshotAsync(clip, plan, tubes, middle, output, cancellation);
            return;
        }

        using var bar = new ProgressBar("rendering");
        var frames = clip.FramesDecoded;
        await ClipRenderer.RenderAsync(clip, plan, tubes, output, new Relay<double>(share => bar.Report(((int)(share * frames), frames))), cancellation);
    }
}
