using System.Text;
using Stvg.Core;
using Stvg.Video.Processes;
using Stvg.Video.Reading;
using Stvg.Video.Tests.Reading;

namespace Stvg.Video.Tests.Processes;

public sealed class ProcessTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ChildProcess Shell(string script, LineHandler onError)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs /bin/sh");
        return ChildProcess.Start("/bin/sh", ["-c", script], onError);
    }

    [Fact]
    public async Task A_child_that_floods_standard_error_is_not_blocked()
    {
        var lines = 0;
        const string Script = "i=0; while [ $i -lt 20000 ]; do echo 'a line that is neither long nor short' >&2; i=$((i+1)); done; exit 3";
        await using var child = Shell(Script, _ => lines++);
        Assert.Equal(3, await child.WaitAsync());
        Assert.Equal(20000, lines);
    }

    [Fact]
    public async Task Disposing_ends_the_childs_children_too()
    {
        int parent, grandchild;
        await using (var child = Shell("sleep 1000 & echo $!; wait", _ => { }))
        {
            using var output = new StreamReader(child.Output);
            grandchild = int.Parse((await output.ReadLineAsync(Ct))!, System.Globalization.CultureInfo.InvariantCulture);
            parent = child.Id;
        }
        LifetimeTests.AssertGone(parent);
        // The grandchild is not ours to wait for: it ends as soon as init has taken it over.
        var state = $"/proc/{grandchild}/stat";
        while (File.Exists(state) && !(await File.ReadAllTextAsync(state, Ct)).Contains(") Z ", StringComparison.Ordinal)) await Task.Delay(1, Ct);
    }

    [Fact]
    public async Task Arguments_reach_the_child_as_they_are()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs /bin/sh");
        string[] odd = ["a b", "$HOME", "'\"", "-x", "*", "", "é 视"];
        await using var child = ChildProcess.Start("/bin/sh", ["-c", "for a in \"$@\"; do echo \"<$a>\"; done", "sh", .. odd], _ => { });
        using var output = new StreamReader(child.Output);
        Assert.Equal(string.Concat(odd.Select(a => $"<{a}>\n")), await output.ReadToEndAsync(Ct));
    }

    [Fact]
    public void A_program_that_cannot_start_is_an_error_for_the_user()
    {
        var path = clips.NewPath("not-a-program");
        File.WriteAllText(path, "text");
        var error = Assert.Throws<StvgException>(() => ChildProcess.Start(path, [], _ => { }));
        Assert.Contains("cannot start", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_names_its_package()
    {
        var error = Assert.Throws<StvgException>(() => FfmpegPrograms.Find("ffmpeg", "STVG_FFMPEG", null, clips.Folder));
        Assert.StartsWith("ffmpeg is not installed: install the package 'ffmpeg'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_named_by_its_variable_before_the_path()
    {
        var path = clips.NewPath("ffmpeg");
        File.WriteAllText(path, "");
        Assert.Equal(path, FfmpegPrograms.Find("ffmpeg", "STVG_FFMPEG", path, "/bin"));
        Assert.Equal(path, FfmpegPrograms.Find("ffmpeg", "STVG_FFMPEG", "", $"/nowhere{Path.PathSeparator}{Path.GetDirectoryName(path)}"));
        var error = Assert.Throws<StvgException>(() => FfmpegPrograms.Find("ffmpeg", "STVG_FFMPEG", path + "x", "/bin"));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Lines_are_cut_wherever_the_reads_end(int chunk)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(line => lines.Add(Encoding.UTF8.GetString(line)));
        var text = "one\r\ntwo\n\nthree\rf\u00fcr"u8.ToArray();
        for (var i = 0; i < text.Length; i += chunk) splitter.Add(text.AsSpan(i, Math.Min(chunk, text.Length - i)));
        splitter.End();
        Assert.Equal(["one", "two", "three", "für"], lines);
    }

    [Fact]
    public void A_line_without_end_is_cut_off()
    {
        var lengths = new List<int>();
        var splitter = new LineSplitter(line => lengths.Add(line.Length));
        for (var i = 0; i < 100; i++) splitter.Add(new byte[1000]);
        splitter.Add("\nend\n"u8);
        Assert.Equal([LineSplitter.MaxLine, 3], lengths);
    }

    [Fact]
    public void The_log_keeps_errors_and_passes_over_the_rest()
    {
        var log = new FfmpegLog("/a/b.mp4");
        string[] lines =
            ["[info] Input #0", "[mov @ 0x55] [error] moov atom not found", "[fatal] file:/a/b.mp4: Invalid data", "[h264 @ 0x1] [warning] x"];
        foreach (var line in lines)
            log.Add(Encoding.UTF8.GetBytes(line));
        Assert.Equal((2, "moov atom not found", "Invalid data"), (log.Errors, log.FirstError, log.LastError));
        Assert.True(log.Says("MOOV"));
    }

    [Fact]
    public void Frame_times_are_read_exactly_from_the_log()
    {
        var parser = new ShowInfoParser();
        var times = new List<double>();
        string[] lines =
        [
            "[info]   title : [showinfo@clock @ 0x1] [info] n: 9 pts: 9 ",
            "[showinfo@clock @ 0x55e] [info] config in time_base: 1/11456, frame_rate: 179/6",
            "[showinfo@clock @ 0x55e] [info] config out time_base: 0/0, frame_rate: 0/0",
            "[showinfo@clock @ 0x55e] [info] n:   0 pts:      0 pts_time:0       duration:    384",
            "[showinfo@clock @ 0x55e] [info]   color_range:tv color_space:unknown",
            "[showinfo@clock @ 0x55e] [info]   side data - User Data: pts: 77",
            "[showinfo@clock @ 0x55e] [info] n:1000 pts:1374720001 pts_time:120000  pos: 1",
            "[showinfo@clock @ 0x55e] [info] n:1001 pts:    -3 pts_time:-0.0 pos: 1",
        ];
        foreach (var line in lines)
            if (parser.TryParse(Encoding.UTF8.GetBytes(line), out var time)) times.Add(time);
        Assert.Equal([0, 1374720001 / 11456.0, -3 / 11456.0], times);
    }
}
