using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;
using static Stvg.Architecture.Tests.DeployFiles;

namespace Stvg.Architecture.Tests;

/// <summary>The Kubernetes files agree with one another, with the silo's options, and with how a silo wants to be started and stopped.</summary>
public sealed class KubernetesTests
{
    public static TheoryData<string> Deployments => [.. Of("Deployment").Select(d => d.Text("metadata", "name")!)];

    [Fact]
    public void There_are_silos_with_and_without_a_gpu()
    {
        var silos = Of("Deployment").Select(d => (d, Container: Container(d))).ToList();
        Assert.Equal(2, silos.Count);
        var gpu = Assert.Single(silos, s => s.Container.Text("resources", "limits", "nvidia.com/gpu") == "1");
        Assert.Equal("inference", Variable(gpu.Container, "STVG_ROLES"));
        Assert.Equal("cuda:0", Variable(gpu.Container, "STVG_DEVICES"));
        Assert.Equal("camera,query,inference,gateway", Variable(silos.Single(s => s != gpu).Container, "STVG_ROLES"));
    }

    [Theory, MemberData(nameof(Deployments))]
    public void A_silo_is_replaced_only_when_another_is_there(string name)
    {
        var spec = Deployment(name).At("spec")!;
        Assert.Equal("0", spec.Text("strategy", "rollingUpdate", "maxUnavailable"));
        Assert.Equal("1", spec.Text("strategy", "rollingUpdate", "maxSurge"));
        Assert.Equal("30", spec.Text("minReadySeconds"));
        Assert.Equal("150", spec.Text("template", "spec", "terminationGracePeriodSeconds"));
        Assert.Equal(spec.Map("selector", "matchLabels"), spec.Map("template", "metadata", "labels"));
        var budget = Assert.Single(Of("PodDisruptionBudget"), b => b.Map("spec", "selector", "matchLabels").SequenceEqual(spec.Map("selector", "matchLabels")));
        Assert.InRange(Number(budget, "spec", "minAvailable"), 1, Number(spec, "replicas") - 1);
    }

    [Theory, MemberData(nameof(Deployments))]
    public void A_silo_has_five_minutes_to_start_and_is_asked_how_it_fares_at_its_own_address(string name)
    {
        var silo = Container(Deployment(name));
        Assert.Equal((5, 60), (Number(silo, "startupProbe", "periodSeconds"), Number(silo, "startupProbe", "failureThreshold")));
        Assert.Equal("/health/live", silo.Text("startupProbe", "httpGet", "path"));
        Assert.Equal("/health/live", silo.Text("livenessProbe", "httpGet", "path"));
        Assert.Equal("/health/ready", silo.Text("readinessProbe", "httpGet", "path"));
        var port = Port(silo, silo.Text("readinessProbe", "httpGet", "port")!);
        Assert.EndsWith($":{port}", Assert.Single(Of("ConfigMap")).Text("data", "STVG_HEALTH"), StringComparison.Ordinal);
        Assert.Equal(DefaultOf("--silo-port"), Port(silo, "silo"));
        Assert.Equal(DefaultOf("--gateway-port"), Port(silo, "gateway"));
        Assert.Equal("status.podIP", VariableSource(silo, "STVG_ADDRESS"));
        Assert.Equal("metadata.name", VariableSource(silo, "STVG_NAME"));
    }

    [Theory, MemberData(nameof(Deployments))]
    public void A_silo_runs_as_nobody_in_particular_and_takes_no_names_from_services(string name)
    {
        var pod = Deployment(name).At("spec", "template", "spec")!;
        Assert.Equal("true", pod.Text("securityContext", "runAsNonRoot"));
        Assert.Equal("false", pod.Text("enableServiceLinks"));
        Assert.Equal("false", Container(Deployment(name)).Text("securityContext", "allowPrivilegeEscalation"));
        Assert.Contains("memory", Container(Deployment(name)).Map("resources", "limits").Keys);
        Assert.Contains("cpu", Container(Deployment(name)).Map("resources", "requests").Keys);
    }

    [Theory, MemberData(nameof(Deployments))]
    public void What_a_silo_names_is_there(string name)
    {
        var (pod, silo) = (Deployment(name).At("spec", "template", "spec")!, Container(Deployment(name)));
        Assert.Contains(silo.List("envFrom").Select(e => e.Text("configMapRef", "name")), n => n == Named("ConfigMap"));
        Assert.Contains(silo.List("envFrom").Select(e => e.Text("secretRef", "name")), n => n == Named("Secret"));
        Assert.Contains(pod.List("volumes").Select(v => v.Text("persistentVolumeClaim", "claimName")), n => n == Named("PersistentVolumeClaim"));
        Assert.Equal(pod.List("volumes").Select(v => v.Text("name")), silo.List("volumeMounts").Select(v => v.Text("name")));
        Assert.Equal(
            Assert.Single(Of("ConfigMap")).Text("data", "STVG_DATA"), silo.List("volumeMounts").Single(m => m.Text("name") == "recordings").Text("mountPath"));
        var known = Regex.Matches(Source("Grains/Hosting/SiloOptions.cs"), """const string \w+ = "(\w+)";""").Select(m => m.Groups[1].Value).ToList();
        Assert.All(Variable(silo, "STVG_ROLES")!.Split(','), role => Assert.Contains(role, known));
        Assert.Contains("STVG_ARCHIVE", Assert.Single(Of("Secret")).Map("stringData").Keys);
    }

    [Fact]
    public void The_service_reaches_the_silos_that_answer_the_API()
    {
        var service = Assert.Single(Of("Service"));
        var behind = Assert.Single(Of("Deployment"), d => service.Map("spec", "selector").SequenceEqual(d.Map("spec", "template", "metadata", "labels")));
        var port = Port(Container(behind), Assert.Single(service.List("spec", "ports")).Text("targetPort")!);
        Assert.EndsWith($":{port}", Variable(Container(behind), "STVG_URLS"), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_applied_but_the_form_for_the_secret()
    {
        var folder = Path.Combine(Folder, "kubernetes");
        var listed = Documents(Path.Combine(folder, "kustomization.yaml"))[0].List("resources").Select(r => ((YamlScalarNode)r).Value).Order(StringComparer.Ordinal);
        var there = Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName).Except(["kustomization.yaml", "secret.template.yaml"]).Order(StringComparer.Ordinal);
        Assert.Equal(there, listed);
    }

    private static YamlNode Deployment(string name) => Of("Deployment").Single(d => d.Text("metadata", "name") == name);

    private static YamlNode Container(YamlNode deployment) => Assert.Single(deployment.List("spec", "template", "spec", "containers"));

    private static string? Variable(YamlNode container, string name) => container.List("env").SingleOrDefault(e => e.Text("name") == name)?.Text("value");

    private static string? VariableSource(YamlNode container, string name) =>
        container.List("env").Single(e => e.Text("name") == name).Text("valueFrom", "fieldRef", "fieldPath");

    private static string? Port(YamlNode container, string name) => container.List("ports").Single(p => p.Text("name") == name).Text("containerPort");

    private static string? Named(string kind) => Assert.Single(Of(kind)).Text("metadata", "name");

    private static int Number(YamlNode node, params ReadOnlySpan<string> path) => int.Parse(node.Text(path)!, CultureInfo.InvariantCulture);
}
