using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg track</c>: a video, or ready-made detections alone.</summary>
internal static class TrackCommand
{
    public static Command Create()
    {
        var video = new Argument<string?>("VIDEO") { Description = "A video file of any kind that FFmpeg reads; leave it out with --seqinfo.", Arity = ArgumentArity.ZeroOrOne };
        var output = CommonOptions.Out("the tracks");
        var detections = new Option<string?>("--detections") { Description = "Detections in MOT text, instead of running the detector.", HelpName = "DET.txt" };
        var sequence = new Option<string?>("--seqinfo") { Description = "A MOTChallenge seqinfo.ini: track its detections without any video.", HelpName = "seqinfo.ini" };
        var model = CommonOptions.Model();
        var sparse = CommonOptions.Sparse();
        var all = new Option<bool>("--all") { Description = "Also write things that never move: parked cars, furniture, signs." };
        var command = new Command("track", "Follow every object: one identity and one box on every frame of its visit.") 
        {
            video, output, detections, sequence, model, all, sparse,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(video);
            var info = parsed.GetValue(sequence);
            var ready = parsed.GetValue(detections);
            if ((path is null) == (info is null)) throw new StvgException("name either a VIDEO or --seqinfo with --detections; see 'stvg track --help'");
            if (info is not null && ready is null) throw new StvgException("--seqinfo needs --detections DET.txt; see 'stvg track --help'");
            if (info is not null && parsed.GetValue(sparse)) throw new StvgException("--sparse needs a VIDEO: the picture tells which frames are worth a look");
            OutputFile.EnsureWritable(parsed.GetRequiredValue(output));

            var byFrame = ready is null ? null : ByFrame(CommonOptions.ReadMot(ready));
            var tubelets = info is not null
                ? TrackAlone(SequenceInfo.Parse(CommonOptions.OpenText(info), info), byFrame!)
                : await TrackVideoAsync(path!, byFrame, parsed.GetRequiredValue(model), parsed.GetValue(sparse), cancellation);
            if (!parsed.GetValue(all)) tubelets = [.. tubelets.Where(Travel.IsPersonOrMoves)];
            OutputFile.Write(parsed.GetRequiredValue(output), writer => MotText.Write(writer, Rows(tubelets)));
            return tubelets.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Tubelet>> TrackVideoAsync(
        string path, Dictionary<int, Detection[]>? byFrame, string model, bool sparse, CancellationToken cancellation)
    {
        var options = new ClipOptions
        {
            Detector = model,
            Sparse = sparse,
            Poses = null, // tracks say where, not what people look like
            Notify = CommonOptions.Notify,
            Detections = byFrame is null ? null : frame => byFrame.GetValueOrDefault((int)frame, []),
        };
        var clip = await CommonOptions.AnalyseAsync(path, cancellation, options);
        return [.. clip.Scene.Objects.Select(o => o.Tubelet)];
    }

    private static IReadOnlyList<Tubelet> TrackAlone(SequenceInfo sequence, Dictionary<int, Detection[]> byFrame)
    {
        var options = new TrackerOptions { FramesPerSecond = (float)sequence.FrameRate, FrameSize = sequence.Size };
        var tracker = new Tracker(options);
        for (var frame = 0; frame < sequence.Length; frame++) tracker.Update(frame, byFrame.GetValueOrDefault(frame, []));
        return TubeletMending.Mend(tracker.Finish(), MendingOptions.For(options));
    }

    private static Dictionary<int, Detection[]> ByFrame(List<MotRow> rows) => rows.GroupBy(r => r.Frame - 1)
        .ToDictionary(g => g.Key, g => g.Select(r => new Detection(r.Box, Math.Max(r.Class, CocoClasses.Person), r.Score)).ToArray());

    private static IEnumerable<MotRow> Rows(IReadOnlyList<Tubelet> tubelets) =>
        from tubelet in tubelets
        let score = tubelet.Scores.Max()
        from i in Enumerable.Range(0, tubelet.Boxes.Count)
        orderby tubelet.Begin + i, tubelet.Id
        // An interpolated box has no score of its own; 0 would mean "ignore" to evaluators.
        select new MotRow(tubelet.Begin + i + 1, tubelet.Id, tubelet.Boxes[i], tubelet.Scores[i] > 0 ? tubelet.Scores[i] : score, tubelet.Class);
}
