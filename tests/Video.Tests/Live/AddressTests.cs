using System.Net;
using System.Text;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Video.Live;

namespace Stvg.Video.Tests.Live;

public sealed class AddressTests(Clips clips)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rtsp://10.0.0.7/stream1", SourceKind.Rtsp, "rtsp://10.0.0.7/stream1")]
    [InlineData("RTSPS://Cam:322/", SourceKind.Rtsp, "rtsps://Cam:322/")]
    [InlineData("rtsp://admin:s3cret@10.0.0.7:554/a?b=c&d=e#f", SourceKind.Rtsp, "rtsp://10.0.0.7:554/a?b=c&d=e#f")]
    [InlineData("rtsp://admin:p@ss:w@rd@cam/x@y", SourceKind.Rtsp, "rtsp://cam/x@y")]
    [InlineData("rtsp://10.0.0.7/user=admin_password=tlJwpbo6_channel=1.sdp?real", SourceKind.Rtsp, "rtsp://10.0.0.7/user=***?real")]
    [InlineData("http://u:p@[fd00::1%25eth0]:80/v?usr=a&pwd=b&c=d", SourceKind.Http, "http://[fd00::1%25eth0]:80/v?usr=***&pwd=***&c=d")]
    [InlineData("https://cam.example/live.m3u8?Token=abc", SourceKind.Http, "https://cam.example/live.m3u8?Token=***")]
    [InlineData("/dev/video0", SourceKind.Device, "/dev/video0")]
    [InlineData("device:0", SourceKind.Capture, "device:0")]
    [InlineData("device:", SourceKind.File, "device:")]
    [InlineData("gstreamer: rtspsrc location=rtsp://a:s3cret@h/1 user-pw = s3cret2 ! appsink", SourceKind.Pipeline,
        "gstreamer:rtspsrc location=rtsp://h/1 user-pw = *** ! appsink")]
    [InlineData("/videos/a b.mp4", SourceKind.File, "/videos/a b.mp4")]
    [InlineData("-i", SourceKind.File, "-i")]
    [InlineData("concat:a|b", SourceKind.File, "concat:a|b")]
    public void An_address_shows_everything_but_what_is_secret(string source, SourceKind kind, string safe)
    {
        var address = SourceAddress.Parse(source);
        Assert.Equal((kind, safe, safe, kind == SourceKind.File), (address.Kind, address.Safe, address.ToString(), address.IsFile));
        Assert.Equal(address, SourceAddress.Parse(source));
        Assert.DoesNotContain("s3cret", $"{address} {new { address }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("rtsp://")]
    [InlineData("rtsp:///stream")]
    [InlineData("rtsp://user@/stream")]
    [InlineData("ftp://cam/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("concat://cam/x")]
    [InlineData("rtsp://cam/a b")]
    [InlineData("rtsp://cam/a\r\nDESCRIBE x")]
    [InlineData("http://cam\\@10.0.0.1/")]
    [InlineData("http://[::1/x")]
    [InlineData("http://cam:0/x")]
    [InlineData("http://cam:99999/x")]
    [InlineData("http://cam:8o/x")]
    [InlineData("http://ca,m/x")]
    [InlineData("/videos/\0.mp4")]
    public void What_makes_no_sense_is_refused_in_one_line_that_repeats_no_secret(string source)
    {
        var error = Assert.Throws<StvgException>(() => SourceAddress.Parse(source));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<StvgException>(() => SourceAddress.Parse("http://u:s3cret@" + new string('x', 3000)));
        var portless = Assert.Throws<StvgException>(() => SourceAddress.Parse("http://u:s3cret@:80/"));
        Assert.DoesNotContain("s3cret", portless.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_FFmpegs_log_keeps_no_secret()
    {
        var address = SourceAddress.Parse("rtsp://admin:p%40ss-word@10.0.0.7/s?token=tok3n");
        var log = address.Log();
        log.Add(Encoding.UTF8.GetBytes("[error] rtsp://admin:p%40ss-word@10.0.0.7/s?token=tok3n: Server returned 401"));
        log.Add("[tcp @ 0x1] [error] p@ss-word and p%40ss-word at tcp://x:y@10.0.0.7 with tok3n"u8);
        Assert.Equal("Server returned 401", log.FirstError);
        Assert.Equal("*** and *** at tcp://10.0.0.7 with ***", log.LastError);
    }

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.0.1", true)]
    [InlineData("100.100.100.200", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("0.1.2.3", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("239.255.255.250", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("febf::1", true)]
    [InlineData("ff02::1", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("::ffff:0.0.0.0", true)]
    [InlineData("::169.254.169.254", true)]
    [InlineData("64:ff9b::169.254.169.254", true)]
    [InlineData("2002:a9fe:a9fe::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.1.20", false)]
    [InlineData("172.16.0.9", false)]
    [InlineData("100.100.100.201", false)]
    [InlineData("fd00::20", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("93.184.216.34", false)]
    public void Addresses_where_no_camera_is_are_known(string address, bool forbidden) =>
        Assert.Equal(forbidden, AddressRules.IsForbidden(IPAddress.Parse(address)));

    [Fact]
    public async Task The_policy_lets_in_cameras_devices_and_files_below_its_folders()
    {
        var file = clips.NewPath("a.mp4");
        await File.WriteAllTextAsync(file, "x", Ct);
        var policy = new SourcePolicy([Path.GetDirectoryName(file)!]);
        string[] good = [file, "rtsp://u:p@127.0.0.1/x", "rtsp://localhost/x", "http://192.168.1.9:8080/", "https://[::1]/", "/dev/video3"];
        foreach (var source in good)
            Assert.Equal(SourceAddress.Parse(source), await policy.CheckAsync(source, Ct));
        // A link that stays below is as good as what it names.
        var link = Path.Combine(Path.GetDirectoryName(file)!, "link.mp4");
        File.CreateSymbolicLink(link, file);
        Assert.True((await policy.CheckAsync(link, Ct)).IsFile);
    }

    [Fact]
    public async Task The_policy_keeps_out_everything_else()
    {
        var folder = Path.GetDirectoryName(clips.NewPath("x"))!;
        var outside = clips.NewPath("outside.mp4");
        await File.WriteAllTextAsync(outside, "x", Ct);
        File.CreateSymbolicLink(Path.Combine(folder, "link.mp4"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder, "out"), Path.GetDirectoryName(outside)!);
        File.CreateSymbolicLink(Path.Combine(folder, "circle"), Path.Combine(folder, "circle"));
        var missing = outside + "-that-is-not-there";
        var policy = new SourcePolicy([folder]);
        var messages = new List<string>();
        foreach (var source in new[]
        {
            "", "ftp://cam/x", "file:///etc/passwd", outside, missing, "/etc/passwd", "/dev/zero", folder, folder + "-2/a.mp4",
            Path.Combine(folder, "..", "a.mp4"), Path.Combine(folder, "link.mp4"), Path.Combine(folder, "out", "outside.mp4"),
            Path.Combine(folder, "circle"), "http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/",
            "http://2852039166/", "http://0xA9FEA9FE/", "http://0/", "rtsp://u:s3cret@239.1.1.1/", "http://u:s3cret@no-such-host.invalid/",
        })
        {
            var error = await Assert.ThrowsAsync<ServiceException>(() => policy.CheckAsync(source, Ct));
            Assert.Equal(ServiceError.Invalid, error.Kind);
            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
            messages.Add(error.Message);
        }
        // Nothing is to be learnt about files elsewhere.
        Assert.Equal(messages[3].Replace(outside, missing, StringComparison.Ordinal), messages[4]);
        await Assert.ThrowsAsync<ServiceException>(() => new SourcePolicy([]).CheckAsync(outside, Ct));
    }

    [Fact]
    public async Task Pipelines_are_opened_only_where_the_server_was_told_to_trust_whoever_adds_them()
    {
        const string pipeline = "gstreamer:filesrc location=/etc/passwd ! appsink";
        var refused = await Assert.ThrowsAsync<ServiceException>(() => new SourcePolicy([]).CheckAsync(pipeline, Ct));
        Assert.Contains("--allow-pipelines", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SourceKind.Pipeline, (await new SourcePolicy([], allowsPipelines: true).CheckAsync(pipeline, Ct)).Kind);
        Assert.Equal(SourceKind.Capture, (await new SourcePolicy([]).CheckAsync("device:0", Ct)).Kind);
    }
}
