using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Services;
using Stvg.Embedded.Learning;
using Stvg.Storage;

namespace Stvg.Embedded.Tests.Learning;

/// <summary>Operators' words become questions with scenes, to learn from or to be tried on.</summary>
public sealed class VerdictDataTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stvg verdicts ");
    private IArchive _archive = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _archive = await Archive.OpenAsync(Path.Combine(_folder.FullName, "stvg.db"), Ct);
        await JudgedSite.WatchAsync(_archive, 6, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_word_comes_back_with_what_was_around_the_answer()
    {
        await SayAsync(JudgedSite.HeldOut, 0, JudgedSite.InRed, Verdict.Wrong);
        await SayAsync(JudgedSite.HeldOut, 0, JudgedSite.InBlue, Verdict.Right);
        await SayAsync(JudgedSite.HeldOut, 3, JudgedSite.InBlue, Verdict.Right);
        await SayAsync(JudgedSite.Learning, 0, JudgedSite.InBlue, Verdict.Right);
        await SayAsync(JudgedSite.Learning, 4, JudgedSite.InRed, Verdict.Wrong);
        // Through the folder, as commands read it, while the server's own connection is open.
        var data = await VerdictData.ReadAsync(_folder.FullName, null, JudgedSite.Parser, null, Ct);
        Assert.Empty(data.LeftOut);

        // One sentence and scene is one question, another minute another scene.
        Assert.Equal([2, 1], data.HeldOut.Select(q => q.Verdicts.Count));
        Assert.All(data.HeldOut, q => Assert.Equal(JudgedSite.HeldOut, q.Plan.Text));
        Assert.All(data.HeldOut, q => Assert.Equal(2, q.Scene.Objects.Count));
        var first = data.HeldOut[0];
        var (red, blue) = (JudgedSite.Id(0, JudgedSite.InRed), JudgedSite.Id(0, JudgedSite.InBlue));
        Assert.Equal(new JudgedObject(Verdict.Wrong, red, 0, 39), first.Verdicts[0]);
        Assert.Equal(new JudgedObject(Verdict.Right, blue, 0, 39), first.Verdicts[1]);
        Assert.Equal(150, first.Scene.LastFrame - 39); // fifteen seconds of ten ticks around it

        Assert.Equal(2, data.Learning.Count);
        Assert.Empty(data.Learning.Select(q => VerdictSplit.Key(q.Plan.Text)).Intersect(data.HeldOut.Select(q => VerdictSplit.Key(q.Plan.Text))));
        var taught = VerdictData.Taught(first);
        Assert.Equal((blue, red), (Assert.Single(taught.Right), Assert.Single(taught.Wrong)));
        // Of the fourth minute it is only known who is wrong: whether the sentence holds there, nobody said.
        Assert.Equal(2, Assert.Single(data.Examples()).Tubelets);
    }

    [Fact]
    public async Task The_last_word_counts()
    {
        await SayAsync(JudgedSite.HeldOut, 1, JudgedSite.InBlue, Verdict.Right, "Ada");
        await SayAsync(JudgedSite.HeldOut, 1, JudgedSite.InBlue, Verdict.Wrong, "Bob");
        Assert.Equal(Verdict.Wrong, Assert.Single(Assert.Single((await ReadAsync()).HeldOut).Verdicts).Verdict);
    }

    [Fact]
    public async Task What_cannot_be_used_is_counted_with_its_reason()
    {
        await SayAsync(JudgedSite.HeldOut, 1, JudgedSite.InBlue, Verdict.Right);
        await SayAsync("!?", 1, JudgedSite.InBlue, Verdict.Right);
        await _archive.SaveFeedbackAsync(new Feedback("gone", "a dog", Verdict.Right, "Ada", DateTimeOffset.UnixEpoch), Ct);
        // Another object than the answer's has its number now, as after a camera was added anew.
        var id = await SayAsync(JudgedSite.HeldOut, 2, JudgedSite.InBlue, Verdict.Right);
        var record = (await _archive.FindTubeAsync(id, Ct))!;
        var elsewhere = record.Tube with { Boxes = [.. record.Tube.Boxes.Select(b => b with { X = b.X + 300 })] };
        await _archive.SaveTubesAsync([record with { Tube = elsewhere }], DateTimeOffset.UnixEpoch, Ct);
        await _archive.SaveTubesAsync([record with { Tube = record.Tube with { Id = "file", CameraId = "yard.mp4" }, BeginAt = null, EndAt = null }], DateTimeOffset.UnixEpoch, Ct);
        await _archive.SaveFeedbackAsync(new Feedback("file", JudgedSite.HeldOut, Verdict.Right, "Ada", DateTimeOffset.UnixEpoch), Ct);

        var data = await ReadAsync();
        Assert.Single(data.HeldOut);
        string[] reasons = ["retention took the answer", "the object is not in the archive", "the sentence is not understood", "the video file is not looked at"];
        Assert.Equal(reasons, data.LeftOut.Keys.Order(StringComparer.Ordinal));
        Assert.All(data.LeftOut.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task A_folder_without_an_archive_is_refused_and_none_is_made()
    {
        var empty = _folder.CreateSubdirectory("empty").FullName;
        var error = await Assert.ThrowsAsync<StvgException>(() => VerdictData.ReadAsync(empty, null, JudgedSite.Parser, null, Ct));
        Assert.Contains("no archive", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(empty));
    }

    private Task<VerdictData> ReadAsync() => VerdictData.ReadAsync(_archive, JudgedSite.Parser, null, Ct);

    private Task<string> SayAsync(string sentence, int minute, int who, Verdict verdict, string by = "Ada") =>
        JudgedSite.SayAsync(_archive, sentence, minute, who, verdict, Ct, by);
}
