using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Stvg.Core.Frames;
using Stvg.Tests;
using Stvg.Video.Live;
using Stvg.Video.Live.Connection;
using Stvg.Video.Reading;
using Stvg.Video.Tests.Reading;

namespace Stvg.Video.Tests.Live;

/// <summary>Against a real RTSP server.</summary>
public sealed class RtspTests(Clips clips)
{
    private const string Login = "user:pa55:w%40rd";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<RtspServer> CameraAsync(string? login = null, bool udpOnly = false)
    {
        var clip = await clips.MakeAsync("a.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25", "-frames:v", "100");
        return await RtspServer.StartAsync(clip, login is null ? null : Uri.UnescapeDataString(login), udpOnly);
    }

    private static string WithLogin(RtspServer camera, string login) => camera.Url.Replace("//", $"//{login}@", StringComparison.Ordinal);

    [Fact]
    public async Task Frames_come_with_growing_numbers_and_times_of_now()
    {
        await using var camera = await CameraAsync();
        var info = await Sources.ProbeAsync(camera.Url);
        Assert.Equal((new FrameSize(320, 240), "h264", 25.0, false), (info.Size, info.Codec, Math.Round(info.Fps, 1), info.Ends));
        Assert.Equal(RtspTransport.Tcp, info.Transport);
        var begin = DateTimeOffset.UtcNow;
        var options = Sources.Options(25) with { DetectorInput = new(64, 64), MaxImageSide = 160, BufferedFrames = 100 };
        await using var reader = LiveReader.Open(info, options);
        var frames = await Sources.TakeAsync(reader, 60);
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.Number > pair.First.Number));
        Assert.All(frames, f => Assert.Equal(f.Number, options.Timeline.FrameAt(f.CapturedAt)));
        Assert.All(frames, f => Assert.Equal(f.CapturedAt - options.Timeline.Epoch, f.Timestamp));
        Assert.InRange(frames[^1].CapturedAt, begin, DateTimeOffset.UtcNow.AddSeconds(0.3));
        Assert.Equal((160, 120, 64), (frames[0].Width, frames[0].Height, frames[0].DetectorWidth));
        // The grid is as fast as the camera: nothing is lost once it runs.
        Assert.InRange(frames[59].Number - frames[34].Number, 25, 28);
        Assert.Equal((frames.Count, 0), (reader.FramesDecoded - reader.FramesDropped, reader.Pool.Rented));
        LifetimeTests.AssertGone(reader.ProcessId!.Value);
    }

    [Fact]
    public async Task More_frames_than_ticks_are_thinned_before_they_cost_anything()
    {
        await using var camera = await CameraAsync();
        var info = await Sources.ProbeAsync(camera.Url);
        await using var reader = LiveReader.Open(info, Sources.Options(5) with { BufferedFrames = 100 });
        var frames = await Sources.TakeAsync(reader, 12);
        Assert.Equal(Enumerable.Range(0, 8).Select(k => frames[4].Number + k), frames.Skip(4).Select(f => f.Number));
        // FFmpeg does it: they do not even come through the pipe.
        var layout = FrameLayout.For(info.Size, 1, null, 640);
        Assert.Contains(",select=", new LiveGraph(info, 5, Masked: false, Recorded: false).Text(layout), StringComparison.Ordinal);
        Assert.DoesNotContain(",select=", new LiveGraph(info, 24, Masked: false, Recorded: false).Text(layout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_without_TCP_is_read_over_UDP_and_one_with_a_password_needs_it()
    {
        await using var camera = await CameraAsync(Login, udpOnly: true);
        var info = await Sources.ProbeAsync(WithLogin(camera, Login));
        Assert.Equal((RtspTransport.Udp, camera.Url), (info.Transport, info.Source.Safe));
        await using var reader = LiveReader.Open(info, Sources.Options(25));
        Assert.Equal(5, (await Sources.TakeAsync(reader, 5)).Count);

        Assert.Equal($"'{camera.Url}' wants another user name or password (401): write them as user:password@ before the host",
            await NotProbedAsync(camera.Url));
        Assert.Contains("(401)", await NotProbedAsync(WithLogin(camera, "user:wrong-one")), StringComparison.Ordinal);
        Assert.Equal($"'{camera.Url}-2' knows no such stream (404): check the path", await NotProbedAsync(WithLogin(camera, Login) + "-2"));
    }

    [Fact]
    public async Task A_camera_that_dies_is_lost_and_one_that_comes_back_goes_on_counting()
    {
        await using var camera = await CameraAsync(Login);
        var info = await Sources.ProbeAsync(WithLogin(camera, Login));
        var options = Sources.Options(25);
        var last = 0L;
        await using (var reader = LiveReader.Open(info, options))
        {
            var error = await Assert.ThrowsAsync<SourceLostException>(async () =>
            {
                await foreach (var frame in reader.ReadAsync(Ct))
                {
                    using (frame) last = frame.Number;
                    camera.Kill();
                }
            });
            AssertClean(error, $"'{camera.Url}' was lost: ");
            LifetimeTests.AssertGone(reader.ProcessId!.Value);
            Assert.Equal(0, reader.Pool.Rented);
        }
        var refused = await Assert.ThrowsAsync<SourceLostException>(() => Sources.TakeAsync(LiveReader.Open(info, options)));
        AssertClean(refused, $"'{camera.Url}' refuses connections: ");

        await camera.RestartAsync();
        await using var again = LiveReader.Open(info, options with { After = (int)last });
        Assert.True((await Sources.TakeAsync(again, 1))[0].Number > last);
    }

    [Fact]
    public async Task A_camera_that_falls_silent_is_noticed()
    {
        await using var camera = await CameraAsync();
        var options = Sources.Options(25) with { StallTimeout = TimeSpan.FromSeconds(1) };
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(camera.Url), options);
        var silent = new Stopwatch();
        var error = await Assert.ThrowsAsync<SourceLostException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                frame.Dispose();
                if (silent.IsRunning) continue;
                camera.Freeze();
                silent.Start();
            }
        });
        AssertClean(error, $"'{camera.Url}' has sent no picture for 1 s: ");
        Assert.InRange(silent.Elapsed.TotalSeconds, 0.9, 10);
        LifetimeTests.AssertGone(reader.ProcessId!.Value);
    }

    [Fact]
    public async Task Cancelling_ends_the_connection_within_a_second()
    {
        await using var camera = await CameraAsync();
        var recording = new RecordingOptions(clips.NewPath("recording"), TimeSpan.FromSeconds(10), _ => { });
        await using var reader = LiveReader.Open(await Sources.ProbeAsync(camera.Url), Sources.Options(25) with { Recording = recording });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var ending = new Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in reader.ReadAsync(cancel.Token))
            {
                frame.Dispose();
                // A camera that does not answer any more is the hardest to get away from.
                camera.Freeze();
                ending.Start();
                await cancel.CancelAsync();
            }
        });
        TestContext.Current.SendDiagnosticMessage($"cancelling took {ending.Elapsed.TotalSeconds:0.00} s");
        LifetimeTests.AssertGone(reader.ProcessId!.Value);
        Assert.Equal(0, reader.Pool.Rented);
    }

    [Fact]
    public async Task A_host_that_never_answers_is_given_up()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var source = SourceAddress.Parse($"rtsp://{Login}@127.0.0.1:{((IPEndPoint)deaf.LocalEndpoint).Port}/x");
        var error = await Assert.ThrowsAsync<SourceLostException>(() => SourceProbe.ProbeAsync(source, TimeSpan.FromSeconds(0.5), Ct));
        AssertClean(error, $"'{source.Safe}' has sent no picture for 0.5 s: ");

        var info = new LiveInfo { Source = source, Size = new(64, 48), Fps = 10, Codec = "h264" };
        await using var reader = LiveReader.Open(info, Sources.Options(10) with { StallTimeout = TimeSpan.FromSeconds(0.3) });
        error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.TakeAsync(reader));
        // Twice as long as later on, since there was no picture yet.
        AssertClean(error, $"'{source.Safe}' has sent no picture for 0.6 s: ");
    }

    private static async Task<string> NotProbedAsync(string source)
    {
        var error = await Assert.ThrowsAsync<SourceLostException>(() => Sources.ProbeAsync(source));
        AssertClean(error, "'rtsp://127.0.0.1:");
        return error.Message;
    }

    private static void AssertClean(SourceLostException error, string begin)
    {
        Assert.StartsWith(begin, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        foreach (var secret in new[] { "pa55", "w%40rd", "w@rd", "wrong-one" })
            Assert.DoesNotContain(secret, error.ToString().Split("   at ")[0], StringComparison.Ordinal);
    }
}
