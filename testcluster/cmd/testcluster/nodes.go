package main

import "fmt"

// nodeSize is what a site's nodes have. The CPUs and the memory that a node
// can give away are a little less, as the system keeps some.
type nodeSize struct {
	CPU    int
	Memory int // GiB
	Pods   int
}

const gpus = 4

// Two nodes are one of each kind; of many, most have no GPUs.
func hasGPUs(i int) bool { return i%8 == 1 }

func nodeNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		kind := "worker"
		if hasGPUs(i) {
			kind = "gpu"
		}
		names[i] = fmt.Sprintf("%s-%02d", kind, i+1)
	}
	return names
}

func (s nodeSize) node(i int, name string) object {
	cpu, memory := s.CPU, s.Memory<<20
	labels := object{
		"kubernetes.io/hostname":       name,
		"kubernetes.io/os":             "linux",
		"kubernetes.io/arch":           "amd64",
		"skaha.opencadc.org/node-type": "worker-node",
	}
	capacity := object{
		"ephemeral-storage": "1843218412Ki",
		"hugepages-1Gi":     "0",
		"hugepages-2Mi":     "0",
		"pods":              fmt.Sprint(s.Pods),
	}
	allocatable := object{
		"ephemeral-storage": "1698710087145",
		"hugepages-1Gi":     "0",
		"hugepages-2Mi":     "0",
		"pods":              fmt.Sprint(s.Pods),
	}
	if hasGPUs(i) {
		// Fewer CPUs and more memory, so that no two kinds of node are alike.
		cpu, memory = max(1, cpu*3/4), memory*3/2
		labels["nvidia.com/gpu.count"] = fmt.Sprint(gpus)
		labels["nvidia.com/gpu.present"] = "true"
		labels["nvidia.com/gpu.product"] = "NVIDIA-A100-PCIE-40GB"
		labels["nvidia.com/gpu.memory"] = "40960"
		capacity["nvidia.com/gpu"] = fmt.Sprint(gpus)
		allocatable["nvidia.com/gpu"] = fmt.Sprint(gpus)
	}
	// Real nodes of one type differ by a few pages.
	memory -= 4096 + 8*i
	capacity["cpu"] = fmt.Sprint(cpu)
	allocatable["cpu"] = fmt.Sprintf("%dm", cpu*1000-280)
	capacity["memory"] = fmt.Sprintf("%dKi", memory)
	allocatable["memory"] = fmt.Sprintf("%dKi", memory-1150976)

	return object{
		"apiVersion": "v1",
		"kind":       "Node",
		"metadata":   object{"name": name, "labels": labels},
		"status": object{
			"capacity":    capacity,
			"allocatable": allocatable,
			"addresses": []object{
				{"type": "InternalIP", "address": fmt.Sprintf("10.20.%d.%d", (i+1)/250, (i+1)%250+1)},
				{"type": "Hostname", "address": name},
			},
			"nodeInfo": object{
				"architecture": "amd64", "operatingSystem": "linux",
				"kernelVersion": "6.8.0-79-generic", "osImage": "Ubuntu 24.04.3 LTS",
				"containerRuntimeVersion": "containerd://2.1.4",
				"kubeletVersion":          "v1.33.4", "kubeProxyVersion": "",
				"machineID": fmt.Sprintf("%032x", i+1), "bootID": "", "systemUUID": "",
			},
		},
	}
}
