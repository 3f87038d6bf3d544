import { VagrantProvider } from '../../lib/src/provider/vagrant/vagrant.js';
import { contract } from '../lab/contract.js';
import { LAB } from '../lab/netdive.js';

contract('vagrant', () => new VagrantProvider(LAB));
