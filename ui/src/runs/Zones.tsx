import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { zonesQuery } from './api';
import { Beside } from './Beside';
import type { RunProgress } from './progress';

/** How far it has come where people live, with the time it is there. */
export function Zones({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const zones = useQuery(zonesQuery(run));
    return (
        <section aria-labelledby="by-zone">
            <h2 id="by-zone">{t('run.zones.title')}</h2>
            {zones.data?.items.length === 0 ? (
                <p className="muted">{t('run.zones.none')}</p>
            ) : zones.isLoadingError ? (
                <Beside error={zones.error} onRetry={() => void zones.refetch()} />
            ) : (
                <table className="ledger" aria-labelledby="by-zone" aria-busy={!zones.data}>
                    <thead>
                        <tr>
                            <th scope="col">{t('run.zones.place')}</th>
                            <th scope="col">{t('run.zones.there')}</th>
                            <th scope="col" className="r">
                                {t('run.zones.sent')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {zones.data
                            ? zones.data.items.map((zone) => (
                                  <tr key={zone.zone}>
                                      <td>{zone.title}</td>
                                      <td className="n muted">{zone.localTime}</td>
                                      <td className="r n">
                                          {t('run.zones.of', { sent: format.number(zone.submitted), all: format.number(zone.messages) })}
                                      </td>
                                  </tr>
                              ))
                            : [132, 96, 118].map((width) => (
                                  <tr key={width} aria-hidden="true">
                                      <td>
                                          <Bone width={width} height={14} />
                                      </td>
                                      <td>
                                          <Bone width={40} height={14} />
                                      </td>
                                      <td className="r">
                                          <Bone width={104} height={14} />
                                      </td>
                                  </tr>
                              ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}
